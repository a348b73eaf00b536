# Cantlie: `make help` lists what can be made.
#
# Every object goes below $(BUILD); the tree itself stays clean. The whole
# program but its command line (interp/cli/) is $(BUILD)/libcantlie.a.

BUILD  ?= build
PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
# DEV=1: a warning is an error (`make check` and CI set it; users do not).
DEV ?=
# V=1 shows each command as it runs.
V ?=

LIB := $(BUILD)/libcantlie.a
BIN := $(BUILD)/cantlie

# ---- What is built ----------------------------------------------------------

C_SRC    := $(wildcard grammar/base/*.c grammar/*.c interp/*/*.c interp/*.c)
CXX_SRC  := $(wildcard interp/*/*.cc)
CLI_SRC  := $(filter interp/cli/%,$(C_SRC))
LIB_SRC  := $(filter-out interp/cli/%,$(C_SRC))
UNIT_SRC := $(wildcard tests/unit/*.c)
SUPPORT_SRC := $(wildcard tests/unit/support/*.c)
HEADERS  := $(wildcard grammar/base/*.h grammar/*.h interp/*/*.h interp/*.h)
HAND_WRITTEN := $(C_SRC) $(CXX_SRC) $(HEADERS) \
    $(wildcard examples/embed/*.c) \
    $(wildcard tests/unit/*.[ch] \
            tests/unit/support/*.[ch] tests/tools/*.[ch] tests/fuzz/*.[ch] tests/faults/*.c tests/bench/*.[ch])

SCANNER := $(if $(wildcard grammar/scan.l),$(BUILD)/grammar/scan.c)
PARSER  := $(if $(wildcard grammar/gram.y),$(BUILD)/grammar/gram.c)
GENERATED := $(SCANNER) $(PARSER)

LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(CXX_SRC:%.cc=$(BUILD)/%.o) \
            $(GENERATED:.c=.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
SUPPORT_OBJ := $(SUPPORT_SRC:%.c=$(BUILD)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(BUILD)/%)
FUZZ_SRC := $(filter-out tests/fuzz/target.c tests/fuzz/driver.c,\
            $(wildcard tests/fuzz/*.c))
FUZZ_BIN := $(FUZZ_SRC:%.c=$(BUILD)/%)
BATCH_CHECK := $(if $(wildcard tests/tools/batch_check.c),$(BUILD)/tests/batch-check)
BENCH_EVALUATE := $(BUILD)/tests/bench/evaluate
BENCH_BUNDLE := $(BUILD)/tests/bench/bundle
BENCH_TABLE := $(BUILD)/tests/bench/table
AST_DUMP := $(if $(wildcard tests/tools/ast_dump.c),$(BUILD)/tests/ast-dump)

# ---- How it is built --------------------------------------------------------

WARN_BOTH := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Wvla \
             -Wwrite-strings -Wcast-qual -Wformat=2 -Wimplicit-fallthrough
WARN_C    := $(WARN_BOTH) -Wstrict-prototypes -Wmissing-prototypes \
             -Wold-style-definition
WERROR    := $(if $(DEV),-Werror)

# The hardening of Debian (dpkg-buildflags, hardening=+all) and what the
# machine has against jumps to where none should lead.
MACHINE  := $(shell $(CC) -dumpmachine)
BRANCHES := $(if $(filter x86_64-%,$(MACHINE)),-fcf-protection) \
            $(if $(filter aarch64-%,$(MACHINE)),-mbranch-protection=standard)
HARDEN   ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
            -fstack-clash-protection -Werror=format-security $(BRANCHES)
FEATURES := -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
# Objects serve the program and the shared library alike; what cantlie.h does
# not declare is hidden in both kinds of library.
COMMON   := -I. -I$(BUILD) $(FEATURES) $(HARDEN) -fPIC -fvisibility=hidden \
            -fno-common -pthread $(INSTRUMENT)
C_FLAGS   = -std=c17 $(WARN_C) $(COMMON) $(CPPFLAGS) $(CFLAGS)
CXX_FLAGS = -std=c++17 $(WARN_BOTH) $(COMMON) $(CPPFLAGS) $(CXXFLAGS)
LD_FLAGS  = -pie -Wl,-z,relro,-z,now,-z,noexecstack -pthread $(INSTRUMENT) $(LDFLAGS)
LIBS      = -lsimdjson -lz -lnettle -ledit -lm
CHECK_LIBS = $(shell pkg-config --libs check)

Q := $(if $(V),,@)
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V)$(SILENT),@:,@printf '  %-5s %s\n' '$(1)' '$(2)')

# A $(MAKE) below uses every processor, unless this one was told its own -j.
JOBS = $(if $(findstring --jobserver,$(MAKEFLAGS))$(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN = +$(Q)$(MAKE) --no-print-directory $(JOBS)

export PYTHONDONTWRITEBYTECODE := 1

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all demo check check-unit check-transcripts check-diagnostics \
        check-refusals check-verdicts check-cases check-fhir check-manual \
        check-reference check-fuzz \
        check-faults \
        check-install check-lint nightly lint format sanitize coverage \
        mutants analyze bench fuzz fuzz-build figures install uninstall clean help setup \
        setup-dev binaries tests demo-run FORCE

all: ## Build the program (the default)
all: binaries

binaries: $(LIB) $(if $(CLI_SRC),$(BIN))
	@:

$(BIN): $(CLI_OBJ) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcantlie.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcs $@ $^

$(BUILD)/%.o: %.c $(BUILD)/flags | $(GENERATED)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(WERROR) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc $(BUILD)/flags
	$(call say,CXX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(CXX_FLAGS) $(WERROR) -MMD -MP -c -o $@ $<

$(GENERATED:.c=.o): %.o: %.c $(BUILD)/flags | $(GENERATED)
	$(call say,CC,$<)
	$(Q)$(CC) $(C_FLAGS) $(WERROR) -MMD -MP -c -o $@ $<

$(BUILD)/grammar/scan.c: grammar/scan.l
	$(call say,FLEX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)flex --header-file=$(@:.c=.h) -o $@ $<

$(BUILD)/grammar/gram.c: grammar/gram.y
	$(call say,BISON,$<)
	$(Q)mkdir -p $(@D)
	$(Q)bison -Wall -Werror -Wcounterexamples --defines=$(@:.c=.h) -o $@ $<

# What `cantlie check --explain CODE` prints: the same data as doc/errors.md.
PAGES := $(BUILD)/interp/cli/pages.inc
$(PAGES): grammar/pages.awk grammar/diagnostics.def \
          $(wildcard tests/diagnostics/*.txt)
	$(call say,AWK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)LC_ALL=C awk -v as=c -f $^ >$@

$(BUILD)/interp/cli/explain_code.o: $(PAGES)

# Objects follow the flags they were made with: the file changes with them.
FLAG_TEXT = $(CC) $(CXX) $(C_FLAGS) $(CXX_FLAGS)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAG_TEXT)' | cmp -s - $@ || echo '$(FLAG_TEXT)' >$@

FAULT_SHIM := $(BUILD)/tests/faults/shim.so
tests: $(UNIT_BIN) $(AST_DUMP) $(BATCH_CHECK) $(FUZZ_BIN) $(FAULT_SHIM)

# Loaded in front of libc: no part of the program, so it is not instrumented.
$(FAULT_SHIM): tests/faults/shim.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(WARN_C) $(WERROR) $(FEATURES) -O1 -fPIC -shared -o $@ $< -ldl

# With FUZZER=-fsanitize=fuzzer (make fuzz), libFuzzer is the main program. One
# target is the command line's: it is linked with that, under another name.
FUZZER ?=
FUZZ_CLI := $(BUILD)/tests/fuzz/cli/main.o
$(BUILD)/tests/fuzz/repl: $(FUZZ_CLI) $(filter-out %/main.o,$(CLI_OBJ))
$(FUZZ_CLI): interp/cli/main.c $(BUILD)/flags | $(GENERATED)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) -Wno-missing-prototypes -Dmain=cantlie_main -MMD -MP \
	-c -o $@ $<

$(FUZZ_BIN): %: %.o $(BUILD)/tests/fuzz/target.o \
    $(if $(FUZZER),,$(BUILD)/tests/fuzz/driver.o) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) $(FUZZER) -o $@ $(filter-out $(LIB),$^) $(LIB) $(LIBS)

$(BATCH_CHECK): $(BUILD)/tests/tools/batch_check.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(BENCH_BUNDLE): $(BUILD)/tests/bench/bundle.o \
    $(BUILD)/tests/bench/bundle_read.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(BENCH_EVALUATE) $(BENCH_TABLE): %: %.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(LIBS)

$(AST_DUMP): $(BUILD)/tests/tools/ast_dump.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(LIBS)
	@:

$(UNIT_BIN): %: %.o $(SUPPORT_OBJ) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LD_FLAGS) -o $@ $^ $(CHECK_LIBS) $(LIBS)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(SUPPORT_OBJ:.o=.d) $(UNIT_BIN:=.d) \
    $(FUZZ_BIN:=.d) $(FUZZ_CLI:.o=.d) $(wildcard $(BUILD)/tests/tools/*.d)

# ---- What people run --------------------------------------------------------

setup: ## Install what the build needs (Debian, Ubuntu; only what is missing)
	@CC='$(CC)' CXX='$(CXX)' tests/setup.sh

setup-dev: ## The same, with clang and its tools, cppcheck, ctags, valgrind, gdb
	@CC='$(CC)' CXX='$(CXX)' tests/setup.sh --dev

demo: ## Set up, build, run the rules on a cohort and explain one patient
demo: setup
	$(AGAIN) binaries
	$(AGAIN) demo-run

RUN = @echo; echo '$$ cantlie $(1)'; $(BIN) $(1) </dev/null

demo-run:
	$(call RUN,run rules/ examples/cohort/patients.ndjson \
	--as-of 2024-06-01 --summary)
	$(call RUN,explain rules/ examples/patients/undecided.json \
	--as-of 2024-06-01)

check: ## Set up, build with warnings as errors, run every test
check: setup
	$(AGAIN) DEV=1 binaries tests
	@tests/run_all.py $(BUILD)

check-unit check-transcripts check-diagnostics check-refusals check-verdicts \
check-cases check-fhir check-manual check-reference check-fuzz check-faults \
check-install check-lint: \
check-%: setup
	$(AGAIN) DEV=1 binaries $(if $(filter unit reference fuzz faults,$*),tests)
	@tests/run_all.py $(BUILD) $*

PAIRS ?= 1000000
nightly: ## Compare PAIRS random programs and records with the reference
nightly: setup
	$(AGAIN) DEV=1 binaries tests
	@tests/run_reference.py $(BUILD) --pairs $(PAIRS) $(SEED:%=--seed %)

lint: ## Check layers, headers, globals, layout; report function sizes
	$(AGAIN) DEV=1 binaries
	@tests/figures.py
	@tests/lint.sh $(BUILD) --all

figures: ## Lines of code per room, lengths of functions
	@tests/figures.py

format: ## Lay out every hand-written C file with clang-format
	@command -v clang-format >/dev/null || \
	{ echo 'format: clang-format is missing: make setup-dev' >&2; exit 1; }
	clang-format -i $(HAND_WRITTEN)

# The same tests in another build: what INSTRUMENT says, no _FORTIFY_SOURCE.
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all
sanitize: ## Run the tests under the address and undefined sanitizers
sanitize: setup
	$(AGAIN) BUILD=$(BUILD)-sanitize DEV=1 HARDEN= CFLAGS='-O1 -g' \
	INSTRUMENT='$(SANITIZERS) -fno-omit-frame-pointer' binaries tests
	@CK_DEFAULT_TIMEOUT=300 \
	ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 LEAVE_OUT=--sandbox \
	tests/run_all.py $(BUILD)-sanitize unit transcripts diagnostics refusals \
	verdicts cases fhir fuzz

coverage: ## Run the tests and say which lines they reach, per room
coverage: setup
	$(AGAIN) BUILD=$(BUILD)-coverage HARDEN= CFLAGS='-O0 -g' \
	CPPFLAGS=-DSIMDJSON_DEVELOPMENT_CHECKS=0 INSTRUMENT=--coverage \
	binaries tests
	@find $(BUILD)-coverage -name '*.gcda' -delete
	@CK_DEFAULT_TIMEOUT=600 LEAVE_OUT='--sandbox,ulimit -f' \
	tests/run_all.py $(BUILD)-coverage unit transcripts diagnostics refusals \
	verdicts cases fhir manual reference fuzz
	@tests/coverage.py $(BUILD)-coverage

analyze: ## Static analysis: gcc -fanalyzer, clang-tidy, cppcheck
analyze: setup
	$(AGAIN) binaries
	@tests/analyze.py $(BUILD) $(TOOL)

MUTANTS := $(BUILD)-mutants
mutants: ## Change the C code of values and evaluator; do the tests notice?
mutants: setup
	+@tests/mutants/run.py $(MUTANTS) $(COUNT:%=--count %) $(SEED:%=--seed %)

bench: ## Measure speed and memory
bench: all $(BENCH_EVALUATE) $(BENCH_BUNDLE) $(BENCH_TABLE)
	@if [ -x tests/bench/run.sh ]; then tests/bench/run.sh $(BUILD); \
	else echo 'bench: there is no tests/bench/run.sh yet'; fi

TIME ?= 60
fuzz: ## Feed hostile input to parser, readers and evaluator, TIME seconds each
fuzz: setup
	$(AGAIN) BUILD=$(BUILD)-fuzz CC=clang CXX=clang++ HARDEN= \
	CFLAGS='-O1 -g' FUZZER=-fsanitize=fuzzer fuzz-build \
	INSTRUMENT='-fsanitize=fuzzer-no-link $(SANITIZERS)'
	@tests/fuzz/run.sh $(BUILD)-fuzz $(TIME) $(TARGET)

fuzz-build: $(FUZZ_BIN)

# ---- What others get --------------------------------------------------------

# The version stands in interp/cantlie.h. The soname changes with what may
# break: the major version, and while that is 0 the minor one.
VERSION := $(shell sed -n 's/^.define CANTLIE_VERSION_[A-Z]* \([0-9]*\)$$/\1/p' \
             interp/cantlie.h | paste -sd.)
ABI     := $(if $(filter 0.%,$(VERSION)),$(basename $(VERSION)),$(firstword \
             $(subst ., ,$(VERSION))))
SONAME  := libcantlie.so.$(ABI)
SHARED  := $(BUILD)/lib/libcantlie.so.$(VERSION)
STATIC  := $(BUILD)/lib/libcantlie.a
PC      := $(BUILD)/lib/cantlie.pc
LIB_LIBS = $(filter-out -ledit,$(LIBS))

$(SHARED): $(LIB_OBJ) interp/cantlie.map
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs,-z,relro,-z,now \
	-Wl,--version-script=interp/cantlie.map $(LDFLAGS) -o $@ $(LIB_OBJ) \
	$(LIB_LIBS)

# One object in which only cantlie_* is left to be seen, so that no name inside
# meets one of the program that it is linked into.
$(STATIC): $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(LD) -r -o $(@:.a=.o) $(LIB_OBJ)
	$(Q)objcopy --localize-hidden $(@:.a=.o)
	$(Q)rm -f $@ && $(AR) qcs $@ $(@:.a=.o)

MAN         := $(wildcard doc/man/*.[1-9])
COMPLETIONS := interp/cli/completion
LIBDIR      ?= lib
TO          := $(DESTDIR)$(PREFIX)
INSTALLED   := bin/cantlie include/cantlie.h $(LIBDIR)/libcantlie.a \
    $(LIBDIR)/libcantlie.so.$(VERSION) $(LIBDIR)/$(SONAME) \
    $(LIBDIR)/libcantlie.so $(LIBDIR)/pkgconfig/cantlie.pc \
    $(foreach page,$(MAN),share/man/man$(subst .,,$(suffix $(page)))/$(notdir \
    $(page))) share/bash-completion/completions/cantlie \
    share/zsh/site-functions/_cantlie \
    share/fish/vendor_completions.d/cantlie.fish

install: ## Install below PREFIX (/usr/local), under DESTDIR if given
install: all $(SHARED) $(STATIC)
	$(Q)install -d $(sort $(dir $(INSTALLED:%=$(TO)/%)))
	$(Q)install -m 755 $(BIN) $(TO)/bin/cantlie
	$(Q)install -m 644 interp/cantlie.h $(TO)/include/cantlie.h
	$(Q)install -m 644 $(STATIC) $(TO)/$(LIBDIR)/libcantlie.a
	$(Q)install -m 755 $(SHARED) $(TO)/$(LIBDIR)
	$(Q)ln -sf $(notdir $(SHARED)) $(TO)/$(LIBDIR)/$(SONAME)
	$(Q)ln -sf $(SONAME) $(TO)/$(LIBDIR)/libcantlie.so
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
	-e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIB_LIBS) -lstdc++|' \
	interp/cantlie.pc.in >$(PC)
	$(Q)install -m 644 $(PC) $(TO)/$(LIBDIR)/pkgconfig/cantlie.pc
	$(Q)for page in $(MAN); do \
	install -m 644 $$page $(TO)/share/man/man$${page##*.}; done
	$(Q)install -m 644 $(COMPLETIONS)/cantlie.bash \
	$(TO)/share/bash-completion/completions/cantlie
	$(Q)install -m 644 $(COMPLETIONS)/_cantlie $(TO)/share/zsh/site-functions
	$(Q)install -m 644 $(COMPLETIONS)/cantlie.fish \
	$(TO)/share/fish/vendor_completions.d

uninstall: ## Remove what `make install` put there
	rm -f $(INSTALLED:%=$(TO)/%)

clean: ## Remove everything that was built
	rm -rf $(BUILD) $(BUILD)-sanitize $(BUILD)-coverage $(BUILD)-clang \
	$(BUILD)-fuzz $(MUTANTS)

help: ## This list
	@echo 'make TARGET [BUILD=folder] [DEV=1] [V=1] [PREFIX=/usr/local]'
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  \1@\2/p' Makefile | \
	while IFS=@ read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done
	@echo '  check-KIND   One kind of test: unit, transcripts, diagnostics,'
	@echo '               verdicts, cases, fhir, manual, reference, fuzz,'
	@echo '               faults, install, lint'
