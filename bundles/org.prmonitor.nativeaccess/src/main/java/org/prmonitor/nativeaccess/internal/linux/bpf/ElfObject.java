package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A relocatable ELF file for eBPF: sections, symbols, relocations; 64 bit, little-endian. After the System V ABI, chapters
 * 4 and 5, and the kernel's {@code Documentation/bpf/llvm_reloc.rst}.
 */
final class ElfObject {

    private static final long MAGIC_64_LITTLE_VERSION_1 = 0x0001_0102_464c_457fL;
    private static final long MAGIC_MASK = 0x00ff_ffff_ffff_ffffL;
    private static final int TYPE_RELOCATABLE = 1;
    private static final int MACHINE_BPF = 247;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SECTION_SYMBOLS = 2;
    private static final int SECTION_NO_BYTES = 8;
    private static final int SECTION_RELOCATIONS = 9;
    private static final int SYMBOL_SIZE = 24;
    private static final int RELOCATION_SIZE = 16;

    /** A section; {@code data} is empty where the file holds none of its bytes. */
    record Section(int index, String name, int type, int link, int info, Binary data) {}

    /** A symbol; {@code section} is its section's index, or a reserved number. */
    record Symbol(String name, int type, int section, long value, long size) {

        static final int FUNCTION = 2;
    }

    /** A relocation: at a byte of a section, of a type ({@code R_BPF_*}), against a symbol. */
    record Relocation(long offset, int type, Symbol symbol) {}

    private final List<Section> sections;
    private final List<Symbol> symbols;
    private final Map<Integer, List<Relocation>> relocations;

    private ElfObject(List<Section> sections, List<Symbol> symbols, Map<Integer, List<Relocation>> relocations) {
        this.sections = sections;
        this.symbols = symbols;
        this.relocations = relocations;
    }

    static ElfObject parse(Binary file) {
        if ((file.u32(0) | file.u32(4) << 32 & MAGIC_MASK) != MAGIC_64_LITTLE_VERSION_1) {
            throw new MalformedObjectException("not a 64-bit little-endian ELF file");
        }
        if (file.u16(16) != TYPE_RELOCATABLE || file.u16(18) != MACHINE_BPF) {
            throw new MalformedObjectException("not a relocatable object for eBPF");
        }
        var sections = sections(file);
        for (var section : sections) {
            if (section.type == SECTION_SYMBOLS) {
                var symbols = symbols(section, sections);
                return new ElfObject(sections, symbols, relocations(sections, section.index, symbols));
            }
        }
        throw new MalformedObjectException("no symbol table");
    }

    /** All sections, in the file's order. */
    List<Section> sections() {
        return sections;
    }

    /** The section of that name. */
    Section section(String name) {
        for (var section : sections) {
            if (section.name.equals(name)) {
                return section;
            }
        }
        throw new MalformedObjectException("no section " + name);
    }

    /** The section that a symbol is in. */
    Section sectionOf(Symbol symbol) {
        if (symbol.section <= 0 || symbol.section >= sections.size()) {
            throw new MalformedObjectException("symbol " + symbol.name + " is in no section");
        }
        return sections.get(symbol.section);
    }

    /** All symbols, in the file's order. */
    List<Symbol> symbols() {
        return symbols;
    }

    /** What has to be relocated in a section. */
    List<Relocation> relocations(Section section) {
        return relocations.getOrDefault(section.index, List.of());
    }

    private static List<Section> sections(Binary file) {
        var table = file.u63(40);
        var entrySize = file.u16(58);
        var count = file.u16(60);
        if (entrySize != SECTION_HEADER_SIZE) {
            throw new MalformedObjectException("section headers of " + entrySize + " bytes");
        }
        var headers = file.slice("the section header table", table, (long) count * SECTION_HEADER_SIZE);
        var namesAt = headers.slice("the header of the section names", (long) file.u16(62) * SECTION_HEADER_SIZE, SECTION_HEADER_SIZE);
        var names = file.slice("the table of section names", namesAt.u63(24), namesAt.u63(32));
        var sections = new ArrayList<Section>(count);
        for (var index = 0; index < count; index++) {
            var header = headers.slice("a section header", (long) index * SECTION_HEADER_SIZE, SECTION_HEADER_SIZE);
            var name = names.string(header.u32(0));
            var type = header.s32(4);
            var inFile = index > 0 && type != SECTION_NO_BYTES;
            var data = file.slice(name, inFile ? header.u63(24) : 0, inFile ? header.u63(32) : 0);
            sections.add(new Section(index, name, type, header.s32(40), header.s32(44), data));
        }
        return sections;
    }

    private static List<Symbol> symbols(Section table, List<Section> sections) {
        if (table.link <= 0 || table.link >= sections.size()) {
            throw new MalformedObjectException("the symbol table has no names");
        }
        var names = sections.get(table.link).data;
        var count = table.data.length() / SYMBOL_SIZE;
        var symbols = new ArrayList<Symbol>(count);
        for (var index = 0; index < count; index++) {
            var at = (long) index * SYMBOL_SIZE;
            var name = names.string(table.data.u32(at));
            var type = table.data.u8(at + 4) & 0xf;
            symbols.add(new Symbol(name, type, table.data.u16(at + 6), table.data.u63(at + 8), table.data.u63(at + 16)));
        }
        return symbols;
    }

    private static Map<Integer, List<Relocation>> relocations(List<Section> sections, int symbolTable, List<Symbol> symbols) {
        var bySection = new HashMap<Integer, List<Relocation>>();
        for (var section : sections) {
            // Those of .BTF and .BTF.ext are for linkers: what they would put in is there already.
            if (section.type != SECTION_RELOCATIONS || section.link != symbolTable || section.name.startsWith(".rel.BTF")) {
                continue;
            }
            var entries = new ArrayList<>(bySection.getOrDefault(section.info, List.of()));
            for (var at = 0L; at + RELOCATION_SIZE <= section.data.length(); at += RELOCATION_SIZE) {
                var symbol = section.data.u32(at + 12);
                if (symbol >= symbols.size()) {
                    throw new MalformedObjectException(section.name + " names symbol " + symbol + " of " + symbols.size());
                }
                entries.add(new Relocation(section.data.u63(at), section.data.s32(at + 8), symbols.get((int) symbol)));
            }
            bySection.put(section.info, entries);
        }
        return bySection;
    }
}
