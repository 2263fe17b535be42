# Plain `make` lists what can be asked for. Each target is one script, which can be run by itself.

.DEFAULT_GOAL := help
.PHONY: help run test check fmt bindings e2e screens soak fuzz bench licences

help: ## this list
	@sed -nE 's/^([a-z0-9]+):.*## (.*)/make \1	\2/p' Makefile | expand -t 16

run: ## install what is missing, build, open the window (without a display: the headless demo)
	@scripts/run.sh

test: ## install what is missing and run everything: Rust, screen, real WordPress and Ghost, real window
	@scripts/test.sh

check: ## the quick everyday lane: format, lints, unit tests; builds no window
	@scripts/check.sh

fmt: ## format the Rust and the screen's sources
	@scripts/fmt.sh

bindings: ## write the screen's TypeScript types anew from Rust
	@scripts/bindings.sh

e2e: ## drive the real window in a private desktop
	@scripts/e2e.sh

screens: ## take the screenshots in docs/ anew
	@scripts/screens.sh

soak: ## kill the desk and spoil its lines for a long time; look for a lost word or a second post
	@scripts/soak.sh

fuzz: ## look for picture files and packets that crash, hang or fill the memory: ten minutes for each kind
	@scripts/fuzz.sh

licences: ## look whether every crate that is built in may be: licence, origin
	@scripts/licences.sh

bench: ## measure importing beside vipsthumbnail, publishing beside curl, the window beside CodeMirror, ghostwriter and apostrophe
	@scripts/bench.sh
