"""Which fields the files of a MedDRA distribution have, in their order; the history of changes is not read.

Source: ICH, MedDRA Distribution File Format Document, tables 2-3 and 3-1 to 3-12. Fields that were other dictionaries'
codes are empty since version 15.0, but their delimiters stay.
"""

from collections.abc import Mapping
from types import MappingProxyType

_OLD = ("whoart_code", "harts_code", "costart_sym", "icd9_code", "icd9cm_code", "icd10_code")

#: File without its suffix -> fields.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "llt": ("llt_code", "llt_name", "pt_code", *_OLD, "llt_currency", "jart_code"),
        "pt": ("pt_code", "pt_name", "null_field", "pt_soc_code", *_OLD, "jart_code"),
        "hlt": ("hlt_code", "hlt_name", *_OLD, "jart_code"),
        "hlgt": ("hlgt_code", "hlgt_name", *_OLD, "jart_code"),
        "soc": ("soc_code", "soc_name", "soc_abbrev", *_OLD, "jart_code"),
        "hlt_pt": ("hlt_code", "pt_code"),
        "hlgt_hlt": ("hlgt_code", "hlt_code"),
        "soc_hlgt": ("soc_code", "hlgt_code"),
        "mdhier": (
            "pt_code",
            "hlt_code",
            "hlgt_code",
            "soc_code",
            "pt_name",
            "hlt_name",
            "hlgt_name",
            "soc_name",
            "soc_abbrev",
            "null_field",
            "pt_soc_code",
            "primary_soc_fg",
        ),
        "meddra_release": ("version", "language", "null_field_1", "null_field_2", "null_field_3"),
        "intl_ord": ("intl_ord_code", "soc_code"),
        "smq_list": (
            "smq_code",
            "smq_name",
            "smq_level",
            "smq_description",
            "smq_source",
            "smq_note",
            "meddra_version",
            "status",
            "smq_algorithm",
        ),
        "smq_content": (
            "smq_code",
            "term_code",
            "term_level",
            "term_scope",
            "term_category",
            "term_weight",
            "term_status",
            "term_addition_version",
            "term_last_modified_version",
        ),
    }
)

#: The queries: a distribution has both files or neither.
QUERY_FILES = ("smq_list", "smq_content")

#: Files that a distribution may lack, or that may be empty: the queries, and the order of the classes.
OPTIONAL = ("intl_ord", *QUERY_FILES)

#: Fields that are numbers.
NUMBERS = frozenset(
    field
    for fields in FIELDS.values()
    for field in fields
    if (field.endswith("_code") and field not in {*_OLD, "jart_code"})
    or field in {"smq_level", "term_level", "term_scope", "term_weight"}
)

#: Fields that are one of a few letters.
LETTERS: Mapping[str, str] = MappingProxyType(
    {"llt_currency": "YN", "primary_soc_fg": "YN", "status": "AI", "term_status": "AI"}
)
