package org.prmonitor.sample.parentchild.internal

import org.prmonitor.api.event.ProcessKey

/**
 * Who started whom, by key: a process id comes back, a key does not. A process stays known after it has ended, because its children may
 * not have. Bounded: what was not asked for for longest goes. Not thread-safe.
 */
internal class Lineage(private val capacity: Int = 65_536) {

    /**
     * A process, and what it runs.
     *
     * @property image what it runs; null where not known
     * @property before what it ran before that; null where it runs its first image, or nobody knows
     * @property copied it has executed nothing yet, and runs what its parent ran
     * @property said it was said of this process that it is a shell; a script that executes another one is not said twice
     */
    data class Member(
        val key: ProcessKey,
        val parent: ProcessKey?,
        val image: String?,
        val before: String? = null,
        val copied: Boolean = false,
        val said: Boolean = false,
    )

    private val members = object : LinkedHashMap<ProcessKey, Member>(16, 0.75f, true) {
        override fun removeEldestEntry(eldest: MutableMap.MutableEntry<ProcessKey, Member>) = size > capacity
    }

    /** Takes in what a process runs now; the same once more changes nothing. Its first parent counts: a later one has taken over an orphan. */
    fun add(key: ProcessKey, parent: ProcessKey?, image: String?): Member {
        val known = members[key]
        if (known != null && known.image == image) {
            return known
        }
        return put(Member(key, known?.parent ?: parent, image, known?.takeUnless { it.copied }?.image, said = known?.said ?: false))
    }

    operator fun contains(key: ProcessKey): Boolean = key in members.keys

    /** What a process runs before it runs something itself: what its parent runs. */
    fun addCopy(key: ProcessKey, parent: ProcessKey?): Member =
        members[key] ?: put(Member(key, parent, parent?.let { members[it] }?.image, copied = true))

    /** It was said of this process. */
    fun said(member: Member) {
        put(member.copy(said = true))
    }

    private fun put(member: Member) = member.also { members[it.key] = it }

    /** What has led to a process, the nearest first: what it ran before, its parent, what that ran before, and so on. */
    fun origins(member: Member): Sequence<Member> = sequence {
        var current = member
        while (true) {
            current.before?.let { yield(Member(current.key, current.parent, it)) }
            // The bound ends a circle, which keys that a channel makes wrongly might have.
            current = current.parent?.let { members[it] } ?: break
            yield(current)
        }
    }
}
