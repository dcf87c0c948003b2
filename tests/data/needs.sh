# What the tests of open data need: validators from PyPI and npm, below target/validators/. Sourced by `test` and `run`; says what
# it would install and asks (with CI=true it does not ask).

python_packages="frictionless==5.21.0 pyshacl==0.40.1 rdflib==7.6.0 signposting==0.9.9 openpyxl==3.1.5 jsonschema==4.26.0"
validators=target/validators
lacks_validators() {
  ! [ "$(cat $validators/installed 2>/dev/null)" = "$(installed_validators)" ]
}
installed_validators() { echo "$python_packages"; cat tests/data/package-lock.json; }
may_install_validators() {
  local answer=""
  echo "The tests of open data need, below $validators/:" >&2
  echo "  from PyPI: ${python_packages//==/ }" >&2
  echo "  from npm: $(sed -n 's/^    "\([@a-z/-]*\)": "\([0-9].*\)",\{0,1\}$/\1 \2/p' tests/data/package.json | paste -sd, | sed 's/,/, /g')" >&2
  if [ "${CI:-}" = true ]; then return; fi
  if [ -t 0 ]; then read -r -p "Install this? [y/N] " answer; fi
  [[ "$answer" == [yY]* ]]
}

has_validators=yes
if ! command -v python3 >/dev/null || ! command -v node >/dev/null; then
  echo "The tests of open data need Python 3.10 and Node.js 20, or newer." >&2
  has_validators=no
elif lacks_validators; then
  if may_install_validators; then
    mkdir -p $validators/node
    # shellcheck disable=SC2086
    python3 -m pip install --quiet --upgrade --target $validators/python $python_packages 2>/dev/null &&
      cp tests/data/package.json tests/data/package-lock.json $validators/node/ &&
      (cd $validators/node && npm ci --ignore-scripts --no-audit --no-fund --silent) &&
      installed_validators >$validators/installed
  fi
  if lacks_validators; then has_validators=no; fi
fi
