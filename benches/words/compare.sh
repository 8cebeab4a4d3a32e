#!/usr/bin/env bash
# Gives one request with eight faults to vouchsafe and to the rivals that are installed, and writes what each of them
# says, with a table, to RESULTS.md beside it.
#
#   cargo install jsonschema-cli boon-cli    pipx install check-jsonschema    npm install -g ajv-cli
set -uo pipefail
cd "$(dirname "$0")"

# What a tool has to mention for each fault: its member, or what is wrong with it.
faults=(
  '\bname\b'            # `nmae` for `name`
  'lagre|size'          # `lagre` for `large`
  'password'            # too short
  '99999|\bport\b'      # out of range
  'ports'               # an item twice
  'source|branch'       # fits no alternative
  'quota'               # required because `kind` is `large`
  '\ba\b.*\bb\b'        # two that exclude each other
)

table=$(mktemp)
outputs=$(mktemp)
trap 'rm -f "$table" "$outputs"' EXIT

yes_no() { if grep -qiE -- "$1" <<<"$2"; then echo yes; else echo no; fi; }

# A row for a tool: its name, how to ask for its version, and the command.
row() {
  local name=$1 version=$2
  shift 2
  if ! command -v "$1" >/dev/null; then
    echo "| $name | not installed | | | | | |" >>"$table"
    return
  fi
  local said told=0
  version=$(eval "$version" 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -1)
  said=$("$@" 2>&1 | sed 's/\x1b\[[0-9;]*m//g' | head -c 20000)
  for fault in "${faults[@]}"; do
    if grep -qE -- "$fault" <<<"$said"; then told=$((told + 1)); fi
  done
  {
    printf '| %s | %s | %s of 8 | %s | %s | %s | %s |\n' "$name" "$version" "$told" \
      "$(yes_no 'instance\.json:[0-9]+:[0-9]+' "$said")" \
      "$(yes_no 'hunter2' "$said")" \
      "$(yes_no '(mean|rename|suggest).*`?name' "$said")" \
      "$(yes_no '(mean|suggest).*large' "$said")"
  } >>"$table"
  { printf '\n## %s %s\n\n```text\n' "$name" "$version"; printf '%s\n' "$said"; printf '```\n'; } >>"$outputs"
}

cargo build --quiet --release --manifest-path ../../Cargo.toml -p vouchsafe-cli
target=$(cargo metadata --manifest-path ../../Cargo.toml --format-version 1 --no-deps |
  grep -oE '"target_directory":"[^"]*"' | cut -d'"' -f4)
PATH="$target/release:$PATH"

row vouchsafe 'vouchsafe --version' vouchsafe check --schema schema.json instance.json
row jsonschema-cli 'jsonschema-cli --version' jsonschema-cli validate schema.json --instance instance.json
row boon 'boon --version' boon schema.json instance.json
row check-jsonschema 'check-jsonschema --version' check-jsonschema --schemafile schema.json instance.json
row ajv-cli 'npm list -g ajv-cli' ajv validate --spec=draft2020 --strict=false --all-errors -s schema.json -d instance.json
# Python has a command of the same name.
if jsonschema help 2>/dev/null | grep -qi sourcemeta; then
  row 'Sourcemeta jsonschema' 'jsonschema version' jsonschema validate schema.json instance.json \
    --default-dialect https://json-schema.org/draft/2020-12/schema
else
  echo '| Sourcemeta jsonschema | not installed | | | | | |' >>"$table"
fi
row lintel 'lintel --version' lintel check instance.json

{
  echo '# Eight faults, in whose words'
  echo
  echo 'Written by `benches/words/compare.sh`. A fault is told if the member it is about is mentioned at all, which is'
  echo 'less than to say what is wrong with it; what each tool says stands below.'
  echo
  echo '| tool | version | faults told | says where | shows the password | suggests `name` | suggests `large` |'
  echo '|---|---|---|---|---|---|---|'
  cat "$table"
  cat "$outputs"
} >RESULTS.md
echo "written: benches/words/RESULTS.md"
