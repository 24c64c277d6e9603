# install-judges.sh -- to be read by the judges: install_judges NAME LOCKS FOLDER puts the npm
# packages locked in tests/tools/LOCKS into FOLDER, once. False, and said so, where that cannot be.
install_judges() {
    if ! command -v npm > /dev/null; then
        echo "$1: skipped: npm is not installed"
        return 1
    fi
    cmp -s "tests/tools/$2/package-lock.json" "$3/package-lock.json" && return 0
    mkdir -p "$3"
    cp "tests/tools/$2/package.json" "tests/tools/$2/package-lock.json" "$3"
    if ! (cd "$3" && npm ci --ignore-scripts --no-audit --no-fund > npm.log 2>&1); then
        rm -f "$3/package-lock.json"
        echo "$1: skipped: the judges cannot be installed (see $3/npm.log)"
        return 1
    fi
}
