"""The curve of each endpoint: subjects without the event over time (Kaplan-Meier), and how many are still at risk."""

from pv.display.arms import drawn_arms, in_shown_arms
from pv.display.context import Context
from pv.display.display import Display, Made
from pv.display.efficacy.endpoints import NONE, Endpoint, EndpointOptions, endpoints, of_endpoint
from pv.display.figure import Figure
from pv.render.chart.step_curves import percent_steps, seen, step_curves
from pv.render.chart.time_axis import axis_of


def _make(context: Context, options: EndpointOptions) -> Made:
    asked = endpoints(context, options)
    return tuple(figure for one in asked for figure in _figure(context, one)) or (NONE,)


def _figure(context: Context, endpoint: Endpoint) -> tuple[Figure, ...]:
    """Return the curves of an endpoint; none where no subject has a time."""
    contents = context.contents
    curve, times = (of_endpoint(contents.table(name), endpoint) for name in ("survival_curve", "endpoint_time"))
    if curve.empty:
        return ()
    # Where subjects are only censored, the curve does not step.
    drawn = seen(curve[(curve["subjects"] > 0) | (curve["time"] == 0)], "percent", "time")
    axis = axis_of(endpoint.label, endpoint.unit)
    what = str(curve["percent_of"].iloc[0])
    steps = percent_steps(drawn, f"Subjects {what}", what.capitalize(), axis)
    reading = (
        f"Percentage of subjects {what} at each time. {endpoint.competing_note} Where few subjects are at risk a curve "
        f"is imprecise; at risk are those whose time is at or after the time of the column. {endpoint.population}"
    )
    chart = step_curves(steps, in_shown_arms(times, context.arms), drawn_arms(contents))
    return (Figure(f"survival-curve-{endpoint.anchor}", endpoint.title, reading, chart, numbers=curve),)


DISPLAY = Display(
    name="survival_curve",
    title="Kaplan-Meier curve of each endpoint",
    kind="figure",
    standard="ICH E3 11.4",
    reads=("survival_curve", "endpoint_time", "endpoint", "analysis_set", "arm"),
    make=_make,
    options=EndpointOptions,
)
