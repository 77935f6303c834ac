"""The published figures of three invented trials, written after the README of the facts format and nothing else."""

TWO_ARMS = """
[study]
id = "HYP-301"
title = "Drug X against placebo in hypertension"
cutoff_date = 2023-12-31
window_days = 28

[[arm]]
name = "Drug X"
[[arm]]
name = "Placebo"

[published]
figure = [
  { id = "n/X", arm = "Drug X", measure = "arm_size", count = 204, source = "Table 2" },
  { id = "n/P", arm = "Placebo", measure = "arm_size", count = 199 },
  { id = "dur/X", arm = "Drug X", measure = "exposure", statistic = "median", unit = "weeks", value = "23.9" },
  { id = "dur/P", arm = "Placebo", measure = "exposure", statistic = "median", unit = "weeks", value = "24.0" },
  { id = "py/X", arm = "Drug X", measure = "exposure", statistic = "patient_years", value = "88.4" },
  { id = "py/P", arm = "Placebo", measure = "exposure", statistic = "patient_years", value = "87.1" },
  { id = "any/X", arm = "Drug X", measure = "incidence", count = 131, percent = "64.2" },
  { id = "any/P", arm = "Placebo", measure = "incidence", count = 118, percent = "59.3" },
  { id = "rel/X", arm = "Drug X", measure = "incidence", category = "related", count = 52, percent = "25.5" },
  { id = "rel/P", arm = "Placebo", measure = "incidence", category = "related", count = 31, percent = "15.6" },
  { id = "ser/X", arm = "Drug X", measure = "incidence", category = "serious", count = 9, percent = "4.4" },
  { id = "ser/P", arm = "Placebo", measure = "incidence", category = "serious", count = 8, percent = "4.0" },
  { id = "dc/X", arm = "Drug X", measure = "incidence", category = "discontinuation", count = 12, percent = "5.9" },
  { id = "dc/P", arm = "Placebo", measure = "incidence", category = "discontinuation", count = 6, percent = "3.0" },
  { id = "death/X", arm = "Drug X", measure = "deaths", item = "death", count = 1, percent = "0.5" },
  { id = "death/P", arm = "Placebo", measure = "deaths", item = "death", count = 0, percent = "0" },
  { id = "dizz/X", arm = "Drug X", measure = "incidence", level = "PT", term = "Dizziness", count = 22, percent = "10.8" },
  { id = "dizz/P", arm = "Placebo", measure = "incidence", level = "PT", term = "Dizziness", count = 9, percent = "4.5" },
  { id = "oed/X", arm = "Drug X", measure = "incidence", level = "PT", term = "Oedema peripheral", count = 18, percent = "8.8" },
  { id = "oed/P", arm = "Placebo", measure = "incidence", level = "PT", term = "Oedema peripheral", count = 5, percent = "2.5" },
  { id = "hyperk/X", arm = "Drug X", measure = "incidence", level = "PT", term = "Hyperkalaemia", count = 7, percent = "3.4" },
  { id = "hyperk/P", arm = "Placebo", measure = "incidence", level = "PT", term = "Hyperkalaemia", count = 2, percent = "1.0" },
  { id = "ns/X", arm = "Drug X", measure = "incidence", level = "SOC", term = "Nervous system disorders", count = 41, percent = "20.1" },
  { id = "ns/P", arm = "Placebo", measure = "incidence", level = "SOC", term = "Nervous system disorders", count = 25, percent = "12.6" },
]

[terms]
term = [ { name = "Hyperkalaemia", soc = "Metabolism and nutrition disorders" } ]

[[baseline]]
variable = "SEX"
label = "Sex"
values = { F = [98, 101], M = [106, 98] }

[[baseline]]
variable = "AGE"
label = "Age (years)"
number = { "Drug X" = [24, 57, 81], Placebo = [22, 56, 83] }

[assumed]
accrual = [2021-03-01, 2022-11-30]
"""  # noqa: E501  # a table in a line of TOML stands in one line

THREE_DOSES = """
[study]
id = "DOSE-201"
title = "Drug Y at two doses against placebo"
cutoff_date = 2022-06-30
window_days = 14

[[arm]]
name = "Low"
label = "Drug Y 10 mg"
[[arm]]
name = "High"
label = "Drug Y 20 mg"
[[arm]]
name = "Placebo"

[published]
figure = [
  { id = "n/L", arm = "Low", measure = "arm_size", count = 60 },
  { id = "n/H", arm = "High", measure = "arm_size", count = 62 },
  { id = "n/P", arm = "Placebo", measure = "arm_size", count = 61 },
  { id = "dur/L", arm = "Low", measure = "exposure", statistic = "median", unit = "days", value = "84" },
  { id = "dur/H", arm = "High", measure = "exposure", statistic = "median", unit = "days", value = "84" },
  { id = "dur/P", arm = "Placebo", measure = "exposure", statistic = "median", unit = "days", value = "84" },
  { id = "max/L", arm = "Low", measure = "exposure", statistic = "maximum", unit = "days", value = "92" },
  { id = "max/H", arm = "High", measure = "exposure", statistic = "maximum", unit = "days", value = "95" },
  { id = "max/P", arm = "Placebo", measure = "exposure", statistic = "maximum", unit = "days", value = "91" },
  { id = "any/L", arm = "Low", measure = "incidence", percent = "55.0" },
  { id = "any/H", arm = "High", measure = "incidence", percent = "67.7" },
  { id = "any/P", arm = "Placebo", measure = "incidence", percent = "49.2" },
  { id = "g3/L", arm = "Low", measure = "incidence", category = "grade3plus", count = 2 },
  { id = "g3/H", arm = "High", measure = "incidence", category = "grade3plus", count = 5 },
  { id = "g3/P", arm = "Placebo", measure = "incidence", category = "grade3plus", count = 1 },
  { id = "ser/H", arm = "High", measure = "incidence", category = "serious", count = 2 },
  { id = "ser/P", arm = "Placebo", measure = "incidence", category = "serious", count = 0 },
  { id = "red/H", arm = "High", measure = "incidence", category = "reduction", count = 4 },
  { id = "naus/L", arm = "Low", measure = "incidence", level = "PT", term = "Nausea", count = 6 },
  { id = "naus/H", arm = "High", measure = "incidence", level = "PT", term = "Nausea", count = 14 },
  { id = "naus/P", arm = "Placebo", measure = "incidence", level = "PT", term = "Nausea", count = 3 },
  { id = "hep/L", arm = "Low", measure = "incidence", level = "group", term = "Liver enzymes", count = 2 },
  { id = "hep/H", arm = "High", measure = "incidence", level = "group", term = "Liver enzymes", count = 6 },
  { id = "hep/P", arm = "Placebo", measure = "incidence", level = "group", term = "Liver enzymes", count = 1 },
]

[[group]]
name = "Liver enzymes"
soc = "Investigations"
terms = ["Alanine aminotransferase increased", "Aspartate aminotransferase increased", "Transaminases increased"]

[[agent]]
arm = "Low"
name = "Drug Y"
percent = 100
dose = [10]
unit = "mg"
cycle_days = 7
given_days = 7

[[agent]]
arm = "High"
name = "Drug Y"
percent = 100
dose = [20, 10]
unit = "mg"
cycle_days = 7
given_days = 7

[assumed]
accrual = [2021-01-11, 2021-12-20]
"""

SINGLE_ARM = """
[study]
id = "SA-101"
title = "Drug Z in relapsed lymphoma, single arm"
cutoff_date = 2023-03-15
window_days = 30

[[arm]]
name = "Drug Z"

[published]
figure = [
  { id = "n", arm = "Drug Z", measure = "arm_size", count = 48 },
  { id = "dur", arm = "Drug Z", measure = "exposure", statistic = "median", unit = "months", value = "5.6" },
  { id = "min", arm = "Drug Z", measure = "exposure", statistic = "minimum", unit = "months", value = "0.3" },
  { id = "max", arm = "Drug Z", measure = "exposure", statistic = "maximum", unit = "months", value = "21.4" },
  { id = "any", arm = "Drug Z", measure = "incidence", count = 48, percent = "100" },
  { id = "g3", arm = "Drug Z", measure = "incidence", category = "grade3plus", count = 33, percent = "68.8" },
  { id = "rg3", arm = "Drug Z", measure = "incidence", category = "related_grade3plus", count = 21, percent = "43.8" },
  { id = "ser", arm = "Drug Z", measure = "incidence", category = "serious", count = 19, percent = "39.6" },
  { id = "fatal", arm = "Drug Z", measure = "incidence", category = "fatal", count = 2, percent = "4.2" },
  { id = "death", arm = "Drug Z", measure = "deaths", item = "death", count = 11 },
  { id = "neut", arm = "Drug Z", measure = "incidence", level = "PT", term = "Neutropenia", count = 20, percent = "41.7" },
  { id = "neut3", arm = "Drug Z", measure = "incidence", level = "PT", term = "Neutropenia", category = "grade3plus", count = 15, percent = "31.3" },
  { id = "crs", arm = "Drug Z", measure = "incidence", level = "PT", term = "Cytokine release syndrome", count = 25, percent = "52.1" },
  { id = "crs1", arm = "Drug Z", measure = "incidence", level = "PT", term = "Cytokine release syndrome", category = "grade1", count = 18 },
  { id = "crs2", arm = "Drug Z", measure = "incidence", level = "PT", term = "Cytokine release syndrome", category = "grade2", count = 6 },
  { id = "crs3", arm = "Drug Z", measure = "incidence", level = "PT", term = "Cytokine release syndrome", category = "grade3", count = 1 },
  { id = "ef", arm = "Drug Z", measure = "laboratory", parameter = "LVEF", category = "grade2", count = 3, percent = "6.3" },
  { id = "inf", arm = "Drug Z", measure = "adjudication", event = "Neurotoxicity", category = "any", count = 5, percent = "10.4" },
  { id = "inf1", arm = "Drug Z", measure = "adjudication", event = "Neurotoxicity", category = "grade2", count = 2 },
  { id = "onset", arm = "Drug Z", measure = "onset", event = "Neurotoxicity", statistic = "median", unit = "days", value = "12" },
]

[terms]
term = [
  { name = "Cytokine release syndrome", soc = "Immune system disorders" },
  { name = "Confusional state", soc = "Psychiatric disorders" },
  { name = "Neurotoxicity", soc = "Nervous system disorders" },
]

[[event_of_interest]]
name = "Neurotoxicity"
terms = ["Neurotoxicity", "Confusional state"]

[[laboratory]]
parameter = "LVEF"
label = "Left ventricular ejection fraction (%)"
unit = "%"
category = [
  { name = "grade2", decrease = [10, 19], result = [40, 50] },
]
assumed = { baseline = [55, 70], normal = [50, 75], highest = 80 }

[[narrative]]
arm = "Drug Z"
records = [{ term = "Cytokine release syndrome", grade = 3, related = true }]

[assumed]
accrual = [2020-09-01, 2022-08-30]
"""  # noqa: E501  # as above
