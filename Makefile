# What a developer runs; CONTRIBUTING.md says when. The environment is the one that is active.
.PHONY: check test docs page

check:
	ruff check .
	ruff format --check .
	mypy
	sqlfluff lint --disable-progress-bar sql
	lint-imports
	typos

test:
	python -m pytest -n auto

docs:
	mkdocs build --strict

# The page's script, made anew from reports/page/src, with its checks.
page:
	npm ci
	npm run build
	bash .ci/page
