-- What: every date text of the SDTM datasets, by the record and the variable that has it.
-- Grain: one row per record and date variable that is filled.
-- Reads: ae, collected_result, dd, dm, ds, ex, rs, suppdm, supplemental_ae.
with written as (
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AESTDTC' as variable,
        ae.AESTDTC as date_text
    from ae
    union all
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AEENDTC' as variable,
        ae.AEENDTC as date_text
    from ae
    union all
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AEDTHDTC' as variable,
        ae.AEDTHDTC as date_text
    from ae
    union all
    select
        'adae' as dataset,
        ae.source_row,
        ae.record_key,
        'AEDTHDTC' as variable,
        supplemental_ae.QVAL as date_text
    from supplemental_ae
    inner join ae on supplemental_ae.source_row = ae.source_row
    where supplemental_ae.QNAM = 'AEDTHDTC' and ae.AEDTHDTC is null
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFSTDTC' as variable,
        dm.RFSTDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFENDTC' as variable,
        dm.RFENDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFXSTDTC' as variable,
        dm.RFXSTDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFXENDTC' as variable,
        dm.RFXENDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFPENDTC' as variable,
        dm.RFPENDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'RFICDTC' as variable,
        dm.RFICDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'DTHDTC' as variable,
        dm.DTHDTC as date_text
    from dm
    union all
    select
        'adsl' as dataset,
        dm.source_row,
        dm.record_key,
        'DTHDT' as variable,
        dm.DTHDT as date_text
    from dm
    union all
    select
        'suppdm' as dataset,
        suppdm.source_row,
        suppdm.record_key,
        upper(suppdm.QNAM) as variable,
        suppdm.QVAL as date_text
    from suppdm
    where upper(suppdm.QNAM) in ('DTHDTC', 'DTHDT')
    union all
    select
        'dd' as dataset,
        dd.source_row,
        dd.record_key,
        'DDDTC' as variable,
        dd.DDDTC as date_text
    from dd
    union all
    select
        'dd' as dataset,
        dd.source_row,
        dd.record_key,
        'DDSTRESC' as variable,
        coalesce(dd.DDSTRESC, dd.DDORRES) as date_text
    from dd
    where upper(dd.DDTESTCD) in ('DTHDTC', 'DTHDT')
    union all
    select
        'ds' as dataset,
        ds.source_row,
        ds.record_key,
        'DSSTDTC' as variable,
        ds.DSSTDTC as date_text
    from ds
    union all
    select
        'adex' as dataset,
        ex.source_row,
        ex.record_key,
        'EXSTDTC' as variable,
        ex.EXSTDTC as date_text
    from ex
    union all
    select
        'adex' as dataset,
        ex.source_row,
        ex.record_key,
        'EXENDTC' as variable,
        ex.EXENDTC as date_text
    from ex
    union all
    select
        'adrs' as dataset,
        rs.source_row,
        rs.record_key,
        'RSDTC' as variable,
        rs.RSDTC as date_text
    from rs
    union all
    select
        collected_result.dataset,
        collected_result.source_row,
        collected_result.record_key,
        collected_result.domain || 'DTC' as variable,
        collected_result.date_text
    from collected_result
)

select
    written.dataset,
    written.source_row,
    written.record_key,
    written.variable,
    written.date_text
from written
where written.date_text is not null
