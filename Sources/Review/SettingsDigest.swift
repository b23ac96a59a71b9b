import Settings
import SourceTree

extension ReviewSettings {
    /// The same for settings under which the same is found; what lets findings pass is no part of it.
    var digest: String {
        var hash = StableHash()
        for group in overview(toolVersion: Version.current).groups where !["paths", "suppressions"].contains(group.name) {
            for setting in group.settings { hash.combine("\(group.name)\0\(setting.name)\0\(setting.value)\n") }
        }
        return hash.digits
    }
}
