# A thin face over `python3 -m poshmark.dev`, which does the same on a machine without make.
.DEFAULT_GOAL := help
.PHONY: help run test lint tidy lock prove stop reset demo shell bench bench-seed
DEV := python3 -m poshmark.dev

help:    ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
run:     ## set up what is missing and run the site (PORT=8000)
	@exec $(DEV) run
test:    ## run all tests on real servers and a real browser (ARGS= goes to pytest)
	@exec $(DEV) test $(ARGS)
lint:    ## run every check that needs no test run
	@exec $(DEV) lint
tidy:    ## format code and templates as the checks want them
	@exec $(DEV) tidy
lock:    ## write the locked requirements files anew
	@exec $(DEV) lock
prove:   ## run a long proof (NAME=)
	@exec $(DEV) prove $(NAME) $(ARGS)
stop:    ## stop the site that runs in this folder
	@exec $(DEV) stop
reset:   ## remove all local data in var/ (FORCE=1 does not ask)
	@exec $(DEV) reset
demo:    ## load the demo marketplace
	@exec $(DEV) demo $(ARGS)
shell:   ## open a Python shell with the models at hand
	@exec $(DEV) shell
bench:   ## measure the site on its data, or on a big data set (SIZE=600k or 6m)
	@exec $(DEV) bench $(ARGS)
bench-seed: ## write a big data set in a database of its own (SIZE=600k or 6m)
	@exec $(DEV) bench-seed $(ARGS)
