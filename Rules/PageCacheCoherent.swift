import Analysis
import Program

/// **Rule**
/// A method that has the server change data or size behind the page cache writes dirty pages back before, and drops or truncates what
/// the page cache has of it when the server has done it: ->fallocate() with a hole or zeroes, ->copy_file_range(), ->setattr() of the
/// size, O_TRUNC on open, writes past the cache (FOPEN_DIRECT_IO); and ->open(), unless the server says FOPEN_KEEP_CACHE. Where
/// ->setattr() lets the file grow, the part of the last page behind the old end is zeroed.
///
/// **Why**
/// A dirty page that is written later undoes what the server did, and a clean one shows readers and mappings what was there before.
///
/// **Instead**
/// filemap_write_and_wait_range(), or fuse_set_nowrite() for a change of the size, before the request; truncate_pagecache(),
/// truncate_pagecache_range() or invalidate_inode_pages2_range() behind it, on all ways that end in success.
///
/// **Known limits**
/// The range is not looked at. Requests that do not wait are taken to be done when
/// they are queued. Of what calls through pointers do nothing is known.
///
/// **Said**
/// 3634a6327815 "fuse: truncate pagecache range on hole punch" (2013); bde52788bdb7 "fuse: wait for writeback in fuse_file_fallocate()"
/// (2013); 76224355db75 "fuse: truncate pagecache on atomic_o_trunc" (2021); "fuse: Invalidate the page cache after FOPEN_DIRECT_IO
/// write" (6.12.64); "fuse: zero the partial EOF page when extending a file" (6.12.117); Documentation/filesystems/locking.rst, under fallocate and copy_file_range.
public struct PageCacheCoherent: Rule {
    public static let id = "stale-page-cache"

    private static let deeds: Set<Deed> = [.writesBack, .stopsWrites, .dropsPages, .truncates, .invalidates, .zeroesTail]

    public init() {}

    public func check(_ pass: RulePass) {
        let all = pass.breaches { Self.deeds.contains($0.deed) && !WriteErrorsReported.slots.contains($0.slot) }
        // Where nothing is truncated at all, that is what there is to say.
        let untouched = Set(all.filter { $0.duty.deed == .truncates }.map(\.trail))
        let breaches = all.filter { $0.duty.deed != .zeroesTail || !untouched.contains($0.trail) }
        pass.report(breaches, isHome: { function, _ in Self.caresForCache(function) }, decides: Self.asks, Messages.stale)
    }

    private static func caresForCache(_ function: Function) -> Bool {
        function.calledNames.contains { name in Duties.effects[name]?.contains { deeds.contains($0.deed) } == true }
    }

    /// Whether a function asks all that a duty depends on.
    private static func asks(_ function: Function, _ duty: Duty) -> Bool {
        let asked = duty.conditions.filter { !$0.isPresumed }.compactMap(\.member)
        return !asked.isEmpty && asked.allSatisfy { member in function.mentions { $0.lastField == member } }
    }
}

private enum Messages {
    static func stale(_ breach: Breach) -> String {
        let method = breach.duty.slot.method
        return switch (breach.duty.moment, breach.duty.deed) {
        case (.before, .writesBack): "\(method) has the server change data, and dirty pages were not written back before; they will undo it"
        case (.before, .stopsWrites): "\(method) asks the server for a change that writes under way will undo; wait for them with fuse_set_nowrite()"
        case (.before, _): "\(method) passes by what the page cache has, and that was not invalidated before"
        case (.after, .zeroesTail): "\(method) succeeds when the file has grown, and what the last page had behind the old end was not zeroed"
        case (.after, .truncates): "\(method) succeeds when the server has changed the size, and the page cache is not truncated"
        case (.after, _): "\(method) succeeds, and the page cache still has what was there before"
        }
    }
}
