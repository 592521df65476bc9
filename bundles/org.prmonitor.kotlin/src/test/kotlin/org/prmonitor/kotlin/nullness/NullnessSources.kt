package org.prmonitor.kotlin.nullness

import java.lang.reflect.Executable
import java.lang.reflect.Field
import java.lang.reflect.Method
import java.lang.reflect.Modifier

/**
 * Uses of everything public in some Java classes, a line each: [right] ones, that compile without a warning; [refused] ones, that give
 * null where none may be, or take for granted what may be null; and [idle] ones, that ask whether something is null that never is. A type
 * of which Kotlin does not know either would let the last two pass without a word.
 */
internal class NullnessSources(classes: List<Class<*>>) {

    val right = Lines()
    val refused = Lines()
    val idle = Lines()

    init {
        classes.forEach(::add)
    }

    /** A file of functions, a line each. */
    class Lines {
        private val lines = mutableListOf("@file:Suppress(\"unused\")")

        /** What is used, by line, from 1. */
        val uses = mutableMapOf<Int, String>()

        fun add(use: String, function: String) {
            lines += "fun f${lines.size}$function"
            uses[lines.size] = use
        }

        val text: String get() = lines.joinToString("\n", postfix = "\n")
    }

    private fun add(type: Class<*>) {
        type.declaredConstructors.filter(::isShown).forEach { add(type, it, type.name(), null) }
        for (method in type.declaredMethods.filter(::isShown).sortedBy(Method::toGenericString)) {
            add(type, method, if (Modifier.isStatic(method.modifiers)) "${type.name()}.`${method.name}`" else "self.`${method.name}`",
                KotlinType(method.annotatedReturnType))
        }
        type.declaredFields.filter { Modifier.isPublic(it.modifiers) && !it.isEnumConstant && !it.isSynthetic }.forEach { add(type, it) }
    }

    private fun isShown(member: Executable) = (Modifier.isPublic(member.modifiers) || Modifier.isProtected(member.modifiers)) &&
        !member.isSynthetic && !(member.declaringClass.isEnum && member.name in setOf("values", "valueOf", member.declaringClass.name)) &&
        // What Any declares, Kotlin knows from there.
        !(member.name == "equals" && member.parameterCount == 1)

    private fun add(type: Class<*>, member: Executable, target: String, result: KotlinType?) {
        val parameters = member.parameters.zip(member.annotatedParameterTypes.map(::KotlinType))
        fun call(changed: Int?, expression: (String) -> String, returns: String): String {
            val self = if (member is Method && !Modifier.isStatic(member.modifiers)) listOf("self: ${type.name()}") else emptyList()
            val declared = parameters.mapIndexed { index, (_, kotlin) -> "p$index: ${if (index == changed) kotlin.nullable else kotlin.declared}" }
            val given = parameters.mapIndexed { index, (java, _) -> if (java.isVarArgs) "*p$index" else "p$index" }
            return (self + declared).joinToString(", ", "(", ")") + ": $returns = " + expression(given.joinToString(", ", "$target(", ")"))
        }
        val returns = result?.declared ?: type.name()
        right.add("$member", call(null, { it }, returns))
        parameters.forEachIndexed { index, (_, kotlin) ->
            if (kotlin.isReference && !kotlin.isNullable) {
                refused.add("$member, parameter $index", call(index, { it }, returns))
            }
        }
        if (result != null && result.isReference && result.withoutNull != "Unit") {
            add("$member, result", result) { expression, type -> call(null, { expression(it) }, type) }
        }
    }

    private fun add(type: Class<*>, field: Field) {
        val kotlin = KotlinType(field.annotatedType)
        val name = "${type.name()}.`${field.name}`"
        right.add("$field", "(): ${kotlin.declared} = $name")
        if (kotlin.isReference) {
            add("$field", kotlin) { expression, returns -> "(): $returns = ${expression(name)}" }
        }
    }

    private fun add(use: String, value: KotlinType, function: (expression: (String) -> String, returns: String) -> String) {
        if (value.isNullable) {
            refused.add(use, function({ it }, value.withoutNull))
        } else {
            idle.add(use, function({ "$it!!" }, value.withoutNull))
        }
    }

    private fun Class<*>.name(): String = kotlin.qualifiedName ?: error("no way to write $this in Kotlin")
}
