import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

/// Kconfig as the tree's configuration shows it.
@Suite struct KconfigTests {
    /// The configuration of a tree with that top-level Kconfig.
    private func configuration(_ kconfig: String, _ overrides: String...) throws -> Configuration {
        let tree = try TemporaryTree(adding: ["Kconfig": kconfig])
        return try KernelTree.open(tree.snapshot, configOverrides: overrides.map { try ConfigOverride($0) }).configuration
    }

    @Test func seedsAreOnAndSelectWithoutBeingAskedFor() throws {
        let configuration = try configuration(
            """
            config FUSE_FS
            \ttristate "FUSE"
            \tselect HELPER
            \tselect ONLY_WITH_OTHER if OTHER
            config HELPER
            \tbool
            config ONLY_WITH_OTHER
            \tbool
            config OTHER
            \tbool "other"
            """)
        #expect(configuration["FUSE_FS"] == .yes)
        #expect(configuration.isEnabled("CONFIG_HELPER"))
        #expect(!configuration.isEnabled("ONLY_WITH_OTHER"))
        #expect(!configuration.isEnabled("OTHER"))
    }

    /// A cycle that only a damaged tree has: it ends, and what depends on itself is off.
    @Test func whatIsVisibleOnlyWithItselfEnds() throws {
        let configuration = try configuration(
            """
            config A
            \tbool "a"
            \tdepends on A
            menu "m"
            \tvisible if A
            config FUSE_FS
            \ttristate "FUSE"
            endmenu
            """)
        #expect(!configuration.isEnabled("A"))
    }

    @Test func promptlessDefaultsFollowTheirDependencies() throws {
        let configuration = try configuration(
            """
            config ON
            \tdef_bool y
            config OFF
            \tdef_bool y
            \tdepends on MISSING
            config FROM_CONDITION
            \tbool
            \tdefault n if MISSING
            \tdefault y if ON && !OFF
            config NEGATED
            \tdef_bool !ON
            config TRI
            \tdef_tristate m
            config IMPLIED
            \tbool "implied"
            config IMPLYING
            \tdef_bool y
            \timply IMPLIED
            config HIDDEN_PROMPT
            \tbool "asked experts only" if MISSING
            \tdefault y
            """)
        #expect(configuration.isEnabled("ON"))
        #expect(!configuration.isEnabled("OFF"))
        #expect(configuration.isEnabled("FROM_CONDITION"))
        #expect(!configuration.isEnabled("NEGATED"))
        // Everything is built in.
        #expect(configuration["TRI"] == .yes)
        #expect(configuration.isEnabled("IMPLIED"))
        #expect(configuration.isEnabled("HIDDEN_PROMPT"))
    }

    @Test func dependenciesOfSeedsAreTurnedOn() throws {
        let configuration = try configuration(
            """
            config VIRTIO_FS
            \ttristate "virtiofs"
            \tdepends on TRANSPORT && (IMPOSSIBLE || POSSIBLE)
            \tdepends on MENU
            config TRANSPORT
            \tbool "transport"
            \tdepends on BUS
            config BUS
            \tbool "bus"
            config POSSIBLE
            \tbool "possible"
            config MENU
            \tbool "menu"
            config CUSE
            \ttristate "never"
            \tdepends on !ON
            config ON
            \tdef_bool y
            """)
        for symbol in ["VIRTIO_FS", "TRANSPORT", "BUS", "POSSIBLE", "MENU"] {
            #expect(configuration.isEnabled(symbol), "\(symbol)")
        }
        #expect(!configuration.isEnabled("CUSE"))
    }

    @Test func blocksGovernWhatTheyHold() throws {
        let configuration = try configuration(
            """
            mainmenu "test"
            if MISSING
            config INSIDE_IF
            \tdef_bool y
            endif # MISSING
            menu "a menu"
            \tdepends on MISSING
            config INSIDE_MENU
            \tdef_bool y
            endmenu
            menu "hidden"
            \tvisible if MISSING
            config FUSE_FS
            \tbool "not asked for, but on by default"
            \tdefault y
            endmenu
            comment "a comment"
            \tdepends on MISSING
            config AFTER
            \tdef_bool y
            """)
        #expect(!configuration.isEnabled("INSIDE_IF"))
        #expect(!configuration.isEnabled("INSIDE_MENU"))
        #expect(configuration.isEnabled("FUSE_FS"))
        #expect(configuration.isEnabled("AFTER"))
    }

    @Test func oneMemberOfAChoiceIsOn() throws {
        let kconfig = """
            choice
            \tprompt "speed"
            \tdefault SLOW
            config FAST
            \tbool "fast"
            config SLOW
            \tbool "slow"
            endchoice
            choice
            \tprompt "seeded"
            \tdefault HZ_1000
            config HZ_250
            \tbool "250"
            config HZ_1000
            \tbool "1000"
            endchoice
            config HZ
            \tint
            \tdefault 250 if HZ_250
            \tdefault 1000 if HZ_1000
            """
        let standard = try configuration(kconfig)
        #expect(standard.isEnabled("SLOW") && !standard.isEnabled("FAST"))
        #expect(standard.isEnabled("HZ_250") && !standard.isEnabled("HZ_1000"))
        let fast = try configuration(kconfig, "CONFIG_FAST=y")
        #expect(fast.isEnabled("FAST") && !fast.isEnabled("SLOW"))
    }

    @Test func valuesOfEveryType() throws {
        let configuration = try configuration(
            """
            config COUNT
            \tint "count" if EXPERT
            \trange 1 64
            \tdefault 7
            config ADDRESS
            \thex
            \tdefault 0xdead0000
            config NAME
            \tstring "name"
            \tdefault "a \\"quoted\\" name"
            config COPY
            \tint
            \tdefault COUNT
            config BIG
            \tdef_bool COUNT > 5 && COUNT <= 7 && COUNT != 6
            config SMALL
            \tdef_bool COUNT < 5 || ADDRESS = 0xdead0001
            """)
        #expect(configuration["COUNT"] == .number("7"))
        #expect(configuration.integer("ADDRESS") == 0xdead_0000)
        #expect(configuration["NAME"] == .text("a \"quoted\" name"))
        #expect(configuration["COPY"] == .number("7"))
        #expect(configuration.isEnabled("BIG"))
        #expect(!configuration.isEnabled("SMALL"))
    }

    @Test func helpTextIsNoKconfig() throws {
        let configuration = try configuration(
            """
            config FIRST
            \tdef_bool y
            \thelp
            \t  Text that says:

            \t  config TRAP
            \t    def_bool y
            config SECOND
            \tbool "second"
            \tdefault y
            \t---help---
            \t  config TRAP2
            \t  def_bool y

            config THIRD
            \tbool
            \tdefault FIRST && \\
            \t\tSECOND
            """)
        #expect(configuration["TRAP"] == nil && configuration["TRAP2"] == nil)
        #expect(configuration.isEnabled("FIRST") && configuration.isEnabled("SECOND") && configuration.isEnabled("THIRD"))
    }

    @Test func sourcesAreFollowed() throws {
        let tree = try TemporaryTree(adding: [
            "Kconfig": """
            source "arch/$(SRCARCH)/Kconfig"
            source "fs/*/Kconfig"
            osource "not/there/Kconfig"
            source "../outside/Kconfig"
            source "Kconfig"
            """,
            "arch/x86/Kconfig": "rsource \"more/Kconfig.more\"\nconfig ARCH_ON\n\tdef_bool y\n",
            "arch/x86/more/Kconfig.more": "config MORE_ON\n\tdef_bool y\n",
            "fs/a/Kconfig": "config A_ON\n\tdef_bool y\nif MISSING\n",
            "fs/b/Kconfig": "config B_ON\n\tdef_bool y\n",
        ])
        let configuration = try tree.open().configuration
        // fs/a leaves an `if` open: it must not swallow fs/b.
        for symbol in ["ARCH_ON", "MORE_ON", "A_ON", "B_ON"] { #expect(configuration.isEnabled(symbol), "\(symbol)") }
    }

    @Test func macrosAreConstantsAndNothingRuns() throws {
        let marker = FileManager.default.temporaryDirectory.path + "/fuselint-ran-\(UUID().uuidString)"
        let configuration = try configuration(
            """
            own-macro := $(success,touch \(marker))
            config OPTION
            \tdef_bool $(cc-option,-fsomething)
            config RAN
            \tdef_bool $(shell,touch \(marker))
            config SUCCEEDS
            \tdef_bool $(success,touch \(marker); test -e \(marker))
            config FAILS
            \tdef_bool $(failure,true)
            config IS_CLANG
            \tdef_bool $(success,test "$(cc-name)" = Clang)
            config IS_GCC
            \tdef_bool $(success,test "$(cc-name)" = GCC)
            config HAS_RUST
            \tdef_bool $(success,scripts/rust_is_available.sh)
            config OWN
            \tdef_bool $(own-macro)
            config INSTR
            \tdef_bool $(as-instr,tpause %ecx) && !$(failure,x)
            """)
        #expect(!FileManager.default.fileExists(atPath: marker))
        for symbol in ["OPTION", "SUCCEEDS", "IS_CLANG", "OWN", "INSTR"] { #expect(configuration.isEnabled(symbol), "\(symbol)") }
        for symbol in ["RAN", "FAILS", "IS_GCC", "HAS_RUST"] { #expect(!configuration.isEnabled(symbol), "\(symbol)") }
    }

    @Test func overridesWin() throws {
        let kconfig = """
            config FUSE_FS
            \tbool "fuse"
            \tselect HELPER
            config HELPER
            \tbool
            config NEEDY
            \tbool "needs what is not there"
            \tdepends on MISSING
            config COUNT
            \tint
            \tdefault 3
            """
        let configuration = try configuration(kconfig, "CONFIG_HELPER=n", "NEEDY=y", "CONFIG_COUNT=0x10", "NEW=\"text\"")
        #expect(configuration.isEnabled("FUSE_FS"))
        #expect(!configuration.isEnabled("HELPER"))
        #expect(configuration.isEnabled("NEEDY"))
        #expect(configuration.integer("COUNT") == 16)
        #expect(configuration["NEW"] == .text("text"))
        #expect(try !self.configuration(kconfig, "FUSE_FS=n").isEnabled("HELPER"))
    }

    @Test(arguments: [
        ("CONFIG_X", ConfigOverrideError.noValue("CONFIG_X")), ("=y", .badSymbol("=y")), ("CONFIG_=y", .badSymbol("CONFIG_=y")),
        ("CONFIG_A B=y", .badSymbol("CONFIG_A B=y")), ("X=maybe", .badValue("X=maybe")), ("X=", .badValue("X=")),
        ("X=\"open", .badValue("X=\"open")), ("X=\"a\nb\"", .badValue("X=\"a\nb\"")), ("X=0x", .badValue("X=0x")),
        ("X\n#define Y=1", .badSymbol("X\n#define Y=1")),
    ])
    func malformedOverridesAreRefused(text: String, error: ConfigOverrideError) {
        #expect(throws: error) { try ConfigOverride(text) }
        #expect(!error.description.isEmpty)
    }

    @Test func withoutKconfigTheSeedsStand() throws {
        let configuration = try TemporaryTree().open().configuration
        #expect(configuration.isEnabled("FUSE_FS") && configuration.isEnabled("64BIT"))
        #expect(configuration.integer("HZ") == 250)
        #expect(!configuration.isEnabled("LOCKDEP"))
    }

    @Test func cyclesAndDepthEnd() throws {
        var chain = "config A0\n\tdef_bool y\n"
        for index in 1...3000 { chain += "config A\(index)\n\tdef_bool A\(index - 1)\n" }
        let nested = String(repeating: "(", count: 5000) + "FUSE_FS" + String(repeating: ")", count: 5000)
        let negated = String(repeating: "!", count: 5001) + "FUSE_FS"
        let macro = String(repeating: "$(success,", count: 3000) + "x" + String(repeating: ")", count: 3000)
        let configuration = try configuration(
            chain + """
            config SELF
            \tdef_bool SELF
            config ROUND
            \tdef_bool TRIP
            config TRIP
            \tdef_bool ROUND
            config NESTED
            \tdef_bool \(nested)
            config NEGATED
            \tdef_bool \(negated)
            config MACRO
            \tdef_bool \(macro)
            big := $(big)$(big)
            config LAST
            \tdef_bool y
            """)
        #expect(configuration.isEnabled("A100"))
        #expect(!configuration.isEnabled("SELF") && !configuration.isEnabled("ROUND"))
        #expect(configuration.isEnabled("LAST"))
    }
}
