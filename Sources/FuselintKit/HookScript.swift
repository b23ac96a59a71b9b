import SourceTree

/// The hooks of git that fuselint can be, and their scripts.
enum HookScript: String, CaseIterable {
    case sendemailValidate = "sendemail-validate"
    case prePush = "pre-push"

    /// The script; its second line says whose it is, and tells whether somebody has changed it since.
    /// - Parameter program: the absolute path of fuselint.
    func text(calling program: String) -> String {
        let body = """
            # Remove with: fuselint install-hook \(rawValue) --remove

            fuselint='\(program.replacing("'", with: "'\\''"))'
            if ! [ -x "$fuselint" ]; then
                echo "\(rawValue): '$fuselint' is gone; install the hook again, or remove $0" >&2
                exit 0
            fi
            \(commands)

            """
        return "#!/bin/sh\n\(Self.mark)\(Self.checksum(body))\n\(body)"
    }

    /// Whose a hook is.
    enum Owner { case fuselint, fuselintChanged, somebody }

    static func owner(of text: String) -> Owner {
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[0] == "#!/bin/sh", lines[1].hasPrefix(mark) else { return .somebody }
        return lines[1] == mark + checksum(String(lines[2])) ? .fuselint : .fuselintChanged
    }

    private static let mark = "# Made by fuselint install-hook, checksum "

    private static func checksum(_ text: String) -> String {
        var hash = StableHash()
        hash.combine(text)
        return hash.digits
    }

    private var commands: String {
        switch self {
        case .sendemailValidate: """
            # git send-email calls this with the file of each mail, and stops where it fails: at findings, not where fuselint
            # could not judge. `git send-email --no-validate` sends all the same. A cover letter holds no patch.
            grep -q '^diff --git ' "$1" || exit 0
            status=0
            "$fuselint" review "$1" --tree "$PWD" >&2 || status=$?
            [ "$status" -ne 1 ]
            """
        case .prePush: """
            # git push calls this with the remote's name and a line for each ref, and stops where it fails: at findings, not
            # where fuselint could not judge. `git push --no-verify` pushes all the same.
            remote=$1
            result=0
            while read -r ref new _ old; do
                # A ref that is deleted brings nothing.
                case $new in *[!0]*) ;; *) continue ;; esac
                if ! git cat-file -e "$old^{commit}" 2>/dev/null; then
                    # New to the remote, or never fetched: what none of its branches has.
                    known=$(git for-each-ref --count=1 "refs/remotes/$remote/")
                    if [ -z "$known" ]; then
                        echo "pre-push: what is new in $ref cannot be told before a fetch from $remote; not reviewed" >&2
                        continue
                    fi
                    old=$(git rev-list --reverse --topo-order "$new" --not --remotes="$remote" | head -n 1)
                    [ -n "$old" ] || continue
                    old=$old^
                fi
                if git diff --quiet "$old" "$new" -- fs include; then continue; fi
                status=0
                "$fuselint" review "$old..$new" --tree "$PWD" >&2 </dev/null || status=$?
                [ "$status" -ne 1 ] || result=1
            done
            exit "$result"
            """
        }
    }
}
