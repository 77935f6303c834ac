"""Everything a study file can say, validated once: after this, code trusts it."""

from typing import Annotated

from pydantic import Field

from pv.study.setting.data_settings import ArmPart, DataPart, PopulationPart, StudyPart, TimePart
from pv.study.setting.dictionary_settings import DictionaryPart
from pv.study.setting.dosing_settings import DosingPart, RegimenPart
from pv.study.setting.endpoint_settings import AnalysisSetPart, EndpointPart, ResponsePart
from pv.study.setting.event_settings import CategoryPart, CurvePart, EmergentPart, GroupPart, RelationshipPart
from pv.study.setting.flow_settings import FlowPart
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.setting.model import Part
from pv.study.setting.report_settings import DemographicsPart, ReportPart, StatisticsPart
from pv.study.setting.special_settings import CommonEventsPart, LvefPart, WindowSensitivityPart
from pv.study.setting.summary_settings import SummaryPart


class Settings(Part):
    """The whole study file."""

    study: StudyPart
    data: DataPart = DataPart()
    population: PopulationPart = PopulationPart()
    arm: Annotated[tuple[ArmPart, ...], Field(min_length=1)]
    treatment_emergent: EmergentPart = EmergentPart()
    relationship: RelationshipPart = RelationshipPart()
    dictionary: DictionaryPart = DictionaryPart()
    time: TimePart = TimePart()
    statistics: StatisticsPart = StatisticsPart()
    demographics: DemographicsPart = DemographicsPart()
    report: ReportPart = ReportPart()
    category: tuple[CategoryPart, ...] = ()
    group: tuple[GroupPart, ...] = ()
    curve: tuple[CurvePart, ...] = ()
    common_events: tuple[CommonEventsPart, ...] = ()
    laboratory: LaboratoryPart = LaboratoryPart()
    lvef: LvefPart = LvefPart()
    window_sensitivity: WindowSensitivityPart = WindowSensitivityPart()
    analysis_set: tuple[AnalysisSetPart, ...] = ()
    flow: FlowPart = FlowPart()
    endpoint: tuple[EndpointPart, ...] = ()
    response: tuple[ResponsePart, ...] = ()
    summary: tuple[SummaryPart, ...] = ()
    dosing: DosingPart = DosingPart()
    regimen: tuple[RegimenPart, ...] = ()

    @property
    def arms_of_data(self) -> tuple[ArmPart, ...]:
        """The arms that subjects are in: those that are not pooled of others."""
        return tuple(arm for arm in self.arm if arm.of is None)

    @property
    def analysed(self) -> tuple[EndpointPart | ResponsePart, ...]:
        """What is analysed in a population: times to events, then responses."""
        return (*self.endpoint, *self.response)

    @property
    def comparator(self) -> ArmPart | None:
        """The arm that the others are compared with, or None in a study without one."""
        return next((arm for arm in self.arm if arm.role == "comparator"), None)
