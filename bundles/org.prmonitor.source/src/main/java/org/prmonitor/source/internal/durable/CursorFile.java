package org.prmonitor.source.internal.durable;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where one id is, on disk: two slots, written in turns, so that one of them is whole whatever happens while the other is
 * written; behind them the id. The slot with the higher generation holds. Any thread.
 */
final class CursorFile implements Closeable {

    private static final long MAGIC = 0x50524d4f_4e435552L; // PRMONCUR
    private static final int VERSION = 1;
    /** A device's sector, the unit that is written whole or not at all, as far as anything is. */
    private static final int SLOT = 512;
    private static final int SLOT_LENGTH = 64;
    private static final int ID_AT = 2 * SLOT;
    /** Magic, version, length and checksum of the id; then its UTF-16. */
    private static final int ID_HEADER = 20;
    private static final int MAX_ID_BYTES = 4 << 10;

    private final Path path;
    private final String id;
    private final UUID journalId;

    /** What was confirmed last. Written under this object's monitor, read by anybody. */
    private volatile CursorPosition position;

    /** When a listener last had this place. Written under this object's monitor, read by anybody. */
    private volatile Instant seen;

    // Guarded by this object's monitor.
    private long generation;
    private @Nullable RandomAccessFile file;
    private boolean isSynced = true;
    private boolean isDeleted;
    /** How many cursors use it; usually none or one. */
    private int cursors;

    private CursorFile(Path path, String id, UUID journalId, CursorPosition position, Instant seen, long generation) {
        this.path = path;
        this.id = id;
        this.journalId = journalId;
        this.position = position;
        this.seen = seen;
        this.generation = generation;
    }

    /** A new one, whole on disk when this returns. */
    static CursorFile create(Path path, String id, UUID journalId, CursorPosition position, Instant now) throws IOException {
        var created = new CursorFile(path, id, journalId, position, now, 1);
        created.writeWhole();
        return created;
    }

    /**
     * One that is there.
     *
     * @throws CorruptDataException when neither slot is whole
     */
    static CursorFile read(Path path) throws IOException, CorruptDataException {
        if (Files.size(path) > ID_AT + ID_HEADER + MAX_ID_BYTES) {
            throw new CorruptDataException("it is too long");
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        var id = readId(bytes);
        var first = slot(bytes, 0);
        var second = slot(bytes, SLOT);
        if (first == null && second == null) {
            throw new CorruptDataException("its position is damaged");
        }
        var best = second == null || first != null && first.getLong(8) > second.getLong(8) ? first : second;
        return new CursorFile(
                path,
                id,
                new UUID(best.getLong(40), best.getLong(48)),
                new CursorPosition(best.getLong(16), best.getLong(24)),
                Instant.ofEpochMilli(best.getLong(32)),
                best.getLong(8));
    }

    String id() {
        return id;
    }

    UUID journalId() {
        return journalId;
    }

    CursorPosition position() {
        return position;
    }

    Instant seen() {
        return seen;
    }

    /** A cursor is going to use it, and {@link #detach}es it when it does not any more; false where it was forgotten. */
    synchronized boolean attach() {
        if (isDeleted) {
            return false;
        }
        cursors++;
        return true;
    }

    /** A cursor does not use it any more. */
    synchronized void detach() {
        cursors--;
    }

    /** A listener had this place just now, where a cursor uses it; otherwise nothing happens. */
    synchronized void touch(Instant now) throws IOException {
        if (cursors > 0) {
            confirm(position, now);
        }
    }

    /**
     * Another place. It holds in memory even where this throws; the next call makes good for it.
     *
     * @throws IOException when it could not be written
     */
    synchronized void confirm(CursorPosition newPosition, Instant now) throws IOException {
        position = newPosition;
        seen = now;
        if (isDeleted) {
            return;
        }
        generation++;
        try {
            var target = file;
            if (target == null) {
                target = open();
            }
            var slot = encodeSlot();
            target.seek((generation & 1) * SLOT);
            target.write(slot, 0, slot.length);
            isSynced = false;
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** What was confirmed survives a power loss from now on. */
    synchronized void sync() throws IOException {
        var target = file;
        if (target != null && !isSynced) {
            target.getFD().sync();
            isSynced = true;
        }
    }

    /** Writes it anew where somebody deleted it. */
    synchronized void ensureThere() throws IOException {
        if (!isDeleted && !Files.exists(path)) {
            close();
            writeWhole();
        }
    }

    /**
     * The id is forgotten, and nothing is written any more; unless a cursor uses it.
     *
     * @return false in that case
     */
    synchronized boolean deleteUnused() throws IOException {
        if (cursors > 0) {
            return false;
        }
        isDeleted = true;
        close();
        Files.deleteIfExists(path);
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        var closing = file;
        file = null;
        if (closing != null) {
            closing.close();
        }
    }

    private RandomAccessFile open() throws IOException {
        if (!Files.exists(path)) {
            writeWhole();
        }
        var opened = new RandomAccessFile(path.toFile(), "rw");
        file = opened;
        return opened;
    }

    /** Beside, then moved into its place: half a file is never to be seen under its name. */
    private void writeWhole() throws IOException {
        var beside = path.resolveSibling(path.getFileName() + CursorFiles.UNFINISHED);
        OwnerFiles.createAnew(beside);
        var idBytes = id.length() * Character.BYTES;
        var bytes = ByteBuffer.allocate(ID_AT + ID_HEADER + idBytes);
        bytes.put((int) (generation & 1) * SLOT, encodeSlot());
        bytes.position(ID_AT + ID_HEADER).slice().asCharBuffer().put(id);
        bytes.putLong(ID_AT, MAGIC).putInt(ID_AT + 8, VERSION).putInt(ID_AT + 12, idBytes);
        bytes.putInt(ID_AT + 16, checksum(bytes.array(), ID_AT + ID_HEADER, idBytes));
        Files.write(beside, bytes.array());
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] encodeSlot() {
        var slot = ByteBuffer.allocate(SLOT_LENGTH);
        slot.putInt(4, VERSION).putLong(8, generation).putLong(16, position.sequence()).putLong(24, position.ordinal());
        slot.putLong(32, seen.toEpochMilli());
        slot.putLong(40, journalId.getMostSignificantBits()).putLong(48, journalId.getLeastSignificantBits());
        return slot.putInt(0, checksum(slot.array(), 4, SLOT_LENGTH - 4)).array();
    }

    /** The slot at an offset; null where it is damaged, or was never written. */
    private static @Nullable ByteBuffer slot(ByteBuffer bytes, int offset) {
        if (bytes.limit() < offset + SLOT_LENGTH) {
            return null;
        }
        var slot = bytes.slice(offset, SLOT_LENGTH);
        var sound = slot.getInt(0) == checksum(bytes.array(), offset + 4, SLOT_LENGTH - 4)
                && slot.getInt(4) == VERSION
                && slot.getLong(16) >= 0
                && slot.getLong(24) >= 0;
        return sound ? slot : null;
    }

    private static String readId(ByteBuffer bytes) throws CorruptDataException {
        var length = bytes.limit() < ID_AT + ID_HEADER ? -1 : bytes.getInt(ID_AT + 12);
        if (length < 0
                || bytes.limit() != ID_AT + ID_HEADER + length
                || bytes.getLong(ID_AT) != MAGIC
                || bytes.getInt(ID_AT + 8) != VERSION
                || bytes.getInt(ID_AT + 16) != checksum(bytes.array(), ID_AT + ID_HEADER, length)) {
            throw new CorruptDataException("its id is damaged");
        }
        return bytes.slice(ID_AT + ID_HEADER, length).asCharBuffer().toString();
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
