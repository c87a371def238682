#!/usr/bin/env bash
# Compiles the lock files from pyproject.toml. Versions stay as they are unless pyproject.toml no longer allows them;
# UPGRADE=1 takes the newest of everything. No index address is written: a lock belongs to no one's network.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

compile() { # OUTPUT [OPTION…]
    "$VENV/bin/uv" pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 \
        ${UPGRADE:+--upgrade} --custom-compile-command 'make lock' --output-file "$@" pyproject.toml
}

compile requirements.txt
# What a server runs is what was tested: the development lock may not choose other versions.
compile requirements-dev.txt --extra dev --constraint requirements.txt
