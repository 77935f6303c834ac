-- What: QTcF of QT and RR, in milliseconds, where the data have no QTcF of anyone: QT / (RR in seconds)^(1/3).
-- Grain: one row per record of QT with an RR, or else a heart rate, of the same moment.
-- Reads: measurement_time, vital_measured. Fridericia LS. Acta Med Scand 1920;53:469-486.
-- Without rows in vital_measured there is no row.
with interval_value as (
    select
        vital_measured.source_row,
        vital_measured.USUBJID,
        vital_measured.parameter,
        vital_measured.visit,
        vital_measured.visit_number,
        vital_measured.time_point,
        vital_measured.derivation,
        measurement_time.day,
        measurement_time.moment,
        vital_measured.value
    from vital_measured
    inner join measurement_time
        on
            vital_measured.dataset = measurement_time.dataset
            and vital_measured.source_row = measurement_time.source_row
    where vital_measured.dataset = 'adeg' and vital_measured.value > 0
),

given as (
    select distinct interval_value.parameter
    from interval_value
    where interval_value.parameter = 'QTCF'
),

paired as (
    select
        qt.source_row,
        qt.value as qt,
        other.parameter,
        max(case other.parameter when 'RR' then other.value / 1000 else 60 / other.value end) as rr_seconds
    from interval_value as qt
    inner join interval_value as other
        on
            qt.USUBJID = other.USUBJID
            and qt.day is not distinct from other.day
            and qt.moment is not distinct from other.moment
            and qt.visit is not distinct from other.visit
            and qt.visit_number is not distinct from other.visit_number
            and qt.time_point is not distinct from other.time_point
            and qt.derivation is not distinct from other.derivation
    left join given on given.parameter = 'QTCF'
    where qt.parameter = 'QT' and other.parameter in ('RR', 'EGHR') and given.parameter is null
    group by qt.source_row, qt.value, other.parameter
    -- Which of several RR of one moment belongs to the QT is not known.
    having min(other.value) = max(other.value)
),

ranked as (
    select
        paired.source_row,
        paired.qt,
        paired.parameter,
        paired.rr_seconds,
        row_number() over (
            partition by paired.source_row
            order by case paired.parameter when 'RR' then 0 else 1 end
        ) as place
    from paired
)

select
    ranked.source_row,
    ranked.parameter as by_parameter,
    ranked.rr_seconds,
    round(ranked.qt / power(ranked.rr_seconds, 1.0 / 3), 6) as value
from ranked
where ranked.place = 1
