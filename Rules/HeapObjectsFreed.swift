import Analysis

/// **Rule**
/// Memory that a function allocates is freed, returned, stored or handed on, on every way out. What a member of a struct
/// owns is freed before the struct is, and a helper that frees what it is given does so on all of its ways out that
/// callers cannot tell apart. A struct that is allocated and put where others find it is freed by somebody.
///
/// **Why**
/// Whoever can make the later step fail, again and again, uses up the kernel's memory. Error paths are run rarely and
/// tested less, so that such leaks live for years.
///
/// **Instead**
/// Free on the way out, innermost last, in a goto ladder; free what a struct owns before the struct itself; or let the
/// scope do it with __free(kfree) and no_free_ptr().
///
/// **Known limits**
/// Memory stored in an element of an array whose index is not constant, and memory given to code that cannot be seen,
/// counts as handed on. Of members, and of structs that others find, only those are asked after that nothing in the subsystem
/// ever frees; a struct is told where its name lets one look for that.
///
/// **Said**
/// c79c5e017892 "virtiofs: fix memory leak in virtio_fs_probe()" (CVE-2021-46956), which freed the outer object and
/// forgot the inner; 2c5816b4becc "cuse: fix memory leak" (CVE-2015-1339).
public struct HeapObjectsFreed: Rule {
    public static let id = "heap-balance"

    public init() {}

    public func check(_ pass: RulePass) {
        for found in pass.violations({ $0.resource?.family == .memory }) {
            switch found.kind {
            case .leak: pass.report(found, Messages.lost(found))
            case .memberLost: pass.report(found, Messages.member(found))
            case .neverFreed: pass.report(found, Messages.never(found))
            case .passedOver: pass.report(found, Messages.passedOver(found))
            case .halfReleased: pass.report(found, Messages.half(found))
            case .wholeForgotten: pass.report(found, Messages.whole(found))
            case .unrelated: pass.report(found, Messages.unrelated(found))
            case .kept: pass.report(found, Messages.kept(found))
            default: break
            }
        }
    }
}

private enum Messages {
    static func passedOver(_ passed: Violation) -> String {
        "\(passed.function.name)() frees\(passed.named) on other ways out, and callers rely on it, but not where it returns here"
    }

    static func member(_ lost: Violation) -> String {
        "the struct's members are released here, but the memory that \(lost.actor)() gives to '\(lost.object)' is freed nowhere"
    }

    static func never(_ lost: Violation) -> String {
        "no code frees struct \(lost.object), which \(lost.actor)() allocates and others are given"
    }

    static func half(_ half: Violation) -> String {
        "what\(half.named) owns is released here too, but not the object itself, which \(half.actor)() frees on other ways out"
    }

    static func whole(_ left: Violation) -> String {
        "\(left.function.name)() releases what\(left.named) owns here, but not the object itself, and callers rely on it"
    }

    static func unrelated(_ left: Violation) -> String {
        "\(left.actor)() frees\(left.named.isEmpty ? " the object" : left.named) on other ways out; what decides against it here has nothing to do with it, and callers cannot tell"
    }

    static func kept(_ kept: Violation) -> String {
        "\(kept.resource?.noun ?? "memory")\(kept.named), which \(kept.actor) is entered with and has to free, is not freed where it returns here"
    }

    static func lost(_ leak: Violation) -> String {
        "\(leak.resource?.noun ?? "memory")\(leak.named), allocated by \(leak.actor)() here, is not freed on a path that returns"
    }
}
