# `make demo` and `make check` do all their own set-up on a Debian 12 or later that has Swift; see .ci/setup.

# Where `make check` unpacks the kernels that it tests on.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
FUSELINT_KERNELS ?= $(CACHE)/fuselint/kernels
export FUSELINT_KERNELS

# Where `make check` installs the programs that read fuselint's output.
FUSELINT_READERS ?= $(CACHE)/fuselint/readers
export FUSELINT_READERS

# The package that depends on this one; built beside it, so that what both need is built once.
OWN_RULES := --package-path examples/own-rules --scratch-path .build

PATCH := examples/patches/0001-fuse-passthrough-mmap.patch

# Two installations at once would be in each other's way.
.NOTPARALLEL:

.PHONY: help demo check check-sanitize fuzz corpus mutate mutants bench bench-growth bench-terminal setup readers rules-docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

demo: ## build fuselint and review the example patch, which has a fault
	@.ci/setup demo
	@echo "demo: building fuselint"
	@swift build -c release --product fuselint
	@echo "demo: fuselint review $(PATCH)"
	@echo
	@.build/release/fuselint review $(PATCH); status=$$?; \
	if [ $$status -ne 1 ]; then \
		echo "demo: error: exit status $$status; 1 (findings) was expected" >&2; exit 1; \
	fi

check: setup readers ## run all tests, also on Debian's kernels 6.1 and 6.12, and with programs that read the output
	@echo "check: swift test, kernels in $(FUSELINT_KERNELS), readers in $(FUSELINT_READERS)"
	@swift test $(OWN_RULES)
	@FUSELINT_OWN_RULES="$$(swift build $(OWN_RULES) --show-bin-path)/OwnRules" swift test

# Those that do their work in the test process: of a program that the tests start, the parsing workers have a limit on memory, which a
# sanitizer's own is far above. Each sanitizer builds in a place of its own, since all is compiled otherwise.
SANITIZED := SourceTreeTests|CachingTests|PatchesTests|KernelTreeTests|LoweringTests|ParsingTests|AnalysisTests|RulesTests|ReviewTests|ReportsTests|SettingsTests|BrowsingTests|MutationMeterTests

check-sanitize: setup ## run the tests with the address and the thread sanitizer: make check-sanitize TESTS='RulesTests|AnalysisTests'
	@for sanitizer in $(or $(SANITIZERS),address thread); do \
		echo "check-sanitize: $$sanitizer"; \
		TSAN_OPTIONS=halt_on_error=1 ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=$$sanitizer \
			--scratch-path .build/$$sanitizer-sanitizer --filter '$(or $(TESTS),$(SANITIZED))' || exit 1; \
	done

corpus: setup ## compare the findings over all of fs/ of both kernels with those judged; takes long
	@FUSELINT_WHOLE_CORPUS=1 swift test -c release --filter "CorpusTests|ParsingTests|RealKernelTests"

mutate: setup ## break right code one edit at a time, and count what is found
	@FUSELINT_MUTATE=1 swift test -c release --filter MutationTests

mutants: setup ## break functions of fs/fuse one edit at a time, and count what is found
	@swift run -c release mutation-meter --tree "$(FUSELINT_KERNELS)/linux-source-6.12" \
		--equivalents Sources/MutationMeter/equivalent-mutants.tsv fs/fuse

fuzz: ## feed what reads strangers' bytes with damaged inputs: make fuzz TARGET=diff SECONDS=600 SEED=7
	@.ci/setup demo
	@swift run -c release fuzz $(TARGET) --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1)

bench: setup ## time fuselint against clang and other tools on the same files; wants a quiet machine, fails where a bound is missed
	@.ci/setup bench
	@swift build -c release --product fuselint
	@python3 Tests/Benchmarks/bench.py .build/release/fuselint "$(FUSELINT_KERNELS)/linux-source-6.12"

# With Debian's Python: the library that draws is a package of it.
bench-growth: setup ## how time and memory grow with lines, functions, patches and machines, as a table and a plot; takes long
	@.ci/setup bench
	@swift build -c release --product fuselint
	@/usr/bin/python3 Tests/Benchmarks/growth.py .build/release/fuselint "$(FUSELINT_KERNELS)/linux-source-6.12" \
		--out .build/growth.md --plot docs/growth.svg

bench-terminal: setup ## time the interactive review: first screen, every key, idle; fails where it is slower than it may be
	@.ci/setup demo
	@swift build -c release --product fuselint
	@python3 Tests/Benchmarks/terminal.py .build/release/fuselint "$(FUSELINT_KERNELS)/linux-source-6.12"

setup: ## install what the tests need, and unpack the kernels
	@.ci/setup check "$(FUSELINT_KERNELS)"

readers: ## install the programs that read fuselint's output, for the tests
	@.ci/setup readers "$(FUSELINT_READERS)"

rules-docs: ## bring the generated rule documentation up to date
	@.ci/setup demo
	@swift run generate-rule-docs

clean: ## remove what was built; the unpacked kernels stay
	@swift package clean
