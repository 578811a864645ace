# mirrorcl: `make demo` and `make test` are all that a user needs; both install what is missing.

# Debian packages: what each is for stands in ARCHITECTURE.md.
PACKAGES := clang-22 libclang-22-dev llvm-22-dev lld-22 liblld-22-dev libpolly-22-dev libclang-rt-22-dev \
            libzstd-dev zlib1g-dev g++ make ocl-icd-libopencl1 clinfo

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
OUT := $(CURDIR)/target/release
VENDORS := $(CURDIR)/target/vendors
# The loader finds the built driver by these; nothing is installed into the system.
LOADER := OCL_ICD_VENDORS=$(VENDORS) OCL_ICD_FILENAMES=$(OUT)/libmirrorcl.so

.PHONY: all setup build register demo test lint unit conformance tsan smoke bench order clean

all: build

# Installs the packages that dpkg does not know as installed.
setup:
	@missing=""; for p in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	    echo "installing:$$missing"; \
	    $(SUDO) apt-get update -q && \
	    DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q --no-install-recommends $$missing; \
	fi

build: setup
	cargo build --release --locked -p mirrorcl-icd -p mirrorcl-compiler -p mirrorcl-conformance

register: build
	@mkdir -p $(VENDORS) && echo $(OUT)/libmirrorcl.so > $(VENDORS)/mirrorcl.icd

demo: register
	$(LOADER) clinfo
	$(LOADER) $(OUT)/svm-graph

test: lint unit conformance smoke

lint: setup
	cargo fmt --all --check
	cargo clippy --release --locked --workspace --all-targets -- -D warnings

unit: setup
	cargo test --release --locked --workspace --exclude mirrorcl-conformance

conformance: register
	cargo test --release --locked -p mirrorcl-conformance
	$(OUT)/mirrorcl-conformance

# The conformance suite with ThreadSanitizer in the driver and in the runner: docs/testing.md.
TSAN := $(CURDIR)/target/tsan/x86_64-unknown-linux-gnu/release
tsan: build
	rustup component add rust-src
	RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=thread -Clink-arg=-Wl,--export-dynamic" \
	    cargo build --release --locked --target x86_64-unknown-linux-gnu --target-dir target/tsan -Zbuild-std \
	    -p mirrorcl-icd -p mirrorcl-conformance
	ln -sf $(OUT)/mirrorcl-compiler $(TSAN)/mirrorcl-compiler
	TSAN_OPTIONS="suppressions=$(CURDIR)/conformance/tsan.supp" $(TSAN)/mirrorcl-conformance --test-threads 2 $(FILTER)

smoke: setup
	cargo bench --locked --workspace --benches -- --test

bench: register
	cargo bench --locked --workspace --benches

# The order of LLVM's, clang's and lld's functions in the compiler, from builds of a small and a middling program: to be made again
# for another release of LLVM. Rust's names change with each build.
order: register
	cargo build --release --locked -p mirrorcl-client --example first_calls
	$(LOADER) MIRRORCL_COMPARE_ROUNDS=1 $(OUT)/examples/first_calls $(OUT)/mirrorcl-compiler \
	    $(OUT)/compare "build/cold trivial, processor" "build/cold 100 lines, processor" > $(OUT)/calls.txt
	grep -vE '^_R|17h[0-9a-f]{16}E$$' $(OUT)/calls.txt > compiler/order.txt

clean:
	cargo clean
