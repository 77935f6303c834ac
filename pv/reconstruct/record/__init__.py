"""An arm while its records are made: subjects, deaths, cases, results."""
