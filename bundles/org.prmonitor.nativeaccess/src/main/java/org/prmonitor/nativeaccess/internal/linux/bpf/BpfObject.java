package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prmonitor.api.channel.ChannelException;

/** An eBPF object file, read and understood, and not changed any more: maps, read-only globals, programs. Thread-safe. */
public final class BpfObject {

    /** The name of the map that holds the read-only globals, and of its section. */
    static final String READ_ONLY_DATA = ".rodata";

    private static final int RELOCATION_64_BIT_IMMEDIATE = 1;
    private static final String MAPS = ".maps";
    private static final String REMEDY = "the bundle is damaged: install it again";

    /** A read-only global: where it lies in its section. */
    record Global(int offset, int size) {}

    private final String name;
    private final Btf btf;
    private final Map<String, BpfMapDefinition> maps = new LinkedHashMap<>();
    private final Map<String, Global> globals = new LinkedHashMap<>();
    private final Map<String, BpfProgram> programs = new LinkedHashMap<>();
    private final byte[] readOnlyData;
    private final String license;

    private BpfObject(String name, byte[] bytes) {
        this.name = name;
        var elf = ElfObject.parse(new Binary(name, bytes));
        var types = elf.section(".BTF").data();
        this.btf = Btf.parse(".BTF", types.copy(), Set.of());
        this.license = elf.section("license").data().string(0);
        this.readOnlyData = elf.section(READ_ONLY_DATA).data().copy();
        readMaps(elf);
        readGlobals(elf);
        var relocations = CoreRelocation.parse(elf.section(".BTF.ext").data(), CoreRelocation.strings(types));
        for (var symbol : elf.symbols()) {
            if (symbol.type() == ElfObject.Symbol.FUNCTION) {
                var program = program(elf, symbol, relocations);
                programs.put(program.name(), program);
            }
        }
    }

    /**
     * Reads an object.
     *
     * @param name the file's, for messages
     * @param bytes all of it; nobody may change them after
     * @throws ChannelException when the bytes are no such object, with the place that is wrong
     */
    public static BpfObject parse(String name, byte[] bytes) throws ChannelException {
        try {
            return new BpfObject(name, bytes);
        } catch (MalformedObjectException e) {
            throw malformed(name, e);
        }
    }

    /** The names of the kernel's types that {@link #relocate} looks for. */
    Set<String> kernelTypes() throws ChannelException {
        try {
            var names = new HashSet<String>();
            for (var program : programs.values()) {
                var tracepoint = program.tracepoint();
                if (tracepoint != null) {
                    names.add(KernelBtf.typeOf(tracepoint));
                }
                for (var relocation : program.coreRelocations()) {
                    names.add(CoreRelocator.essentialName(btf.name(btf.resolve(relocation.type()))));
                }
            }
            return names;
        } catch (MalformedObjectException e) {
            throw malformed(name, e);
        }
    }

    /**
     * A program's instructions for a kernel; its references to maps are still open.
     *
     * @param unresolved receives what this kernel does not have, one line each
     * @throws ChannelException when the object asks for something that makes no sense
     */
    BpfInstructions relocate(BpfProgram program, Btf kernel, List<String> unresolved) throws ChannelException {
        try {
            var instructions = program.instructions().copy();
            var relocator = new CoreRelocator(btf, kernel);
            for (var relocation : program.coreRelocations()) {
                relocator.relocate(instructions, (int) relocation.offset(), relocation);
            }
            unresolved.addAll(relocator.unresolved());
            return instructions;
        } catch (MalformedObjectException e) {
            throw malformed(name, e);
        }
    }

    String name() {
        return name;
    }

    String license() {
        return license;
    }

    /** The maps as declared, by name; without that of the read-only globals. */
    Map<String, BpfMapDefinition> maps() {
        return maps;
    }

    /** The read-only globals by name. */
    Map<String, Global> globals() {
        return globals;
    }

    /** A copy of the read-only globals' bytes. */
    byte[] readOnlyData() {
        return readOnlyData.clone();
    }

    /** The programs by name. */
    Map<String, BpfProgram> programs() {
        return programs;
    }

    private void readMaps(ElfObject elf) {
        var section = elf.section(MAPS);
        var declared = symbolsOf(elf, section);
        for (var id = 1; id < btf.count(); id++) {
            if (btf.kind(id) == Btf.VAR && declared.containsKey(btf.name(id))) {
                maps.put(btf.name(id), BpfMapDefinition.parse(btf.name(id), btf, id));
            }
        }
        if (!maps.keySet().containsAll(declared.keySet())) {
            throw new MalformedObjectException("section .maps has a map without a type");
        }
    }

    private void readGlobals(ElfObject elf) {
        for (var symbol : symbolsOf(elf, elf.section(READ_ONLY_DATA)).values()) {
            if (symbol.size() > readOnlyData.length || symbol.value() > readOnlyData.length - symbol.size()) {
                throw new MalformedObjectException("global " + symbol.name() + " lies outside its section");
            }
            globals.put(symbol.name(), new Global((int) symbol.value(), (int) symbol.size()));
        }
    }

    private static Map<String, ElfObject.Symbol> symbolsOf(ElfObject elf, ElfObject.Section section) {
        var found = new LinkedHashMap<String, ElfObject.Symbol>();
        for (var symbol : elf.symbols()) {
            if (symbol.section() == section.index() && !symbol.name().isEmpty() && symbol.size() > 0) {
                found.put(symbol.name(), symbol);
            }
        }
        return found;
    }

    private BpfProgram program(ElfObject elf, ElfObject.Symbol symbol, Map<String, List<CoreRelocation>> relocations) {
        var section = elf.sectionOf(symbol);
        if (!BpfProgram.isKnown(section.name())) {
            throw new MalformedObjectException(
                    "program " + symbol.name() + " is in section " + section.name() + "; this loader knows tp_btf/ and syscall");
        }
        var code = new BpfInstructions(symbol.name(), section.data().copy(symbol.value(), symbol.size()));
        var references = new ArrayList<BpfProgram.MapReference>();
        for (var relocation : elf.relocations(section)) {
            if (isIn(symbol, relocation.offset())) {
                references.add(reference(elf, symbol, code, relocation));
            }
        }
        var core = new ArrayList<CoreRelocation>();
        for (var relocation : relocations.getOrDefault(section.name(), List.of())) {
            if (isIn(symbol, relocation.offset())) {
                core.add(new CoreRelocation(
                        relocation.offset() - symbol.value(), relocation.type(), relocation.access(), relocation.kind()));
            }
        }
        var tracepoint = BpfProgram.tracepoint(section.name());
        return new BpfProgram(symbol.name(), tracepoint, code, List.copyOf(references), List.copyOf(core));
    }

    private BpfProgram.MapReference reference(
            ElfObject elf, ElfObject.Symbol program, BpfInstructions code, ElfObject.Relocation relocation) {
        var offset = (int) (relocation.offset() - program.value());
        var target = relocation.symbol();
        if (relocation.type() != RELOCATION_64_BIT_IMMEDIATE || !code.isLoadImmediate64(offset)) {
            throw new MalformedObjectException("program " + program.name() + " has a relocation of type " + relocation.type() + " at byte "
                    + offset + ", which this loader does not know");
        }
        var section = elf.sectionOf(target).name();
        if (section.equals(MAPS) && maps.containsKey(target.name())) {
            return new BpfProgram.MapReference(offset, target.name(), -1);
        }
        var valueOffset = target.value() + code.immediate(offset);
        if (section.equals(READ_ONLY_DATA) && valueOffset >= 0 && valueOffset < readOnlyData.length) {
            return new BpfProgram.MapReference(offset, READ_ONLY_DATA, (int) valueOffset);
        }
        throw new MalformedObjectException("program " + program.name() + " refers to '" + target.name() + "' in section " + section);
    }

    private static boolean isIn(ElfObject.Symbol symbol, long offset) {
        return offset >= symbol.value() && offset - symbol.value() < symbol.size();
    }

    private static ChannelException malformed(String name, MalformedObjectException reason) {
        return new ChannelException("reading " + name + ": " + reason.getMessage(), 0, REMEDY, reason);
    }
}
