package org.prmonitor.kotlin.nullness

import java.lang.reflect.AnnotatedArrayType
import java.lang.reflect.AnnotatedParameterizedType
import java.lang.reflect.AnnotatedType
import java.lang.reflect.AnnotatedWildcardType
import org.jspecify.annotations.Nullable

/** A type of a Java signature as Kotlin writes it, when everything that is not annotated is never null. */
internal class KotlinType(private val type: AnnotatedType) {

    /** Whether Java has a null for it at all. */
    val isReference: Boolean get() = !(type.type as? Class<*>).let { it != null && it.isPrimitive }

    val isNullable: Boolean get() = type.isAnnotationPresent(Nullable::class.java)

    /** As it was declared. */
    val declared: String get() = withoutNull + if (isNullable) "?" else ""

    /** Whether declared so or not. */
    val nullable: String get() = "$withoutNull?"

    val withoutNull: String
        get() = when (type) {
            is AnnotatedParameterizedType -> name(rawClass(type.type)) + type.annotatedActualTypeArguments.joinToString(", ", "<", ">", transform = ::argument)
            is AnnotatedArrayType -> array(type)
            else -> name(type.type as? Class<*> ?: error("no way to write $type in Kotlin"))
        }

    private fun argument(argument: AnnotatedType): String = when {
        argument !is AnnotatedWildcardType -> KotlinType(argument).declared
        argument.annotatedLowerBounds.isNotEmpty() -> "in " + KotlinType(argument.annotatedLowerBounds.single()).declared
        argument.annotatedUpperBounds.single().type == Any::class.java -> "*"
        else -> "out " + KotlinType(argument.annotatedUpperBounds.single()).declared
    }

    private fun array(array: AnnotatedArrayType): String {
        val element = array.annotatedGenericComponentType
        return (element.type as? Class<*>)?.takeIf { it.isPrimitive }?.let { it.kotlin.simpleName + "Array" }
            ?: "Array<out ${KotlinType(element).declared}>"
    }

    private companion object {
        fun rawClass(type: java.lang.reflect.Type) = (type as java.lang.reflect.ParameterizedType).rawType as Class<*>

        /** Kotlin's own name, where it has one for Java's class. */
        fun name(type: Class<*>): String = when (type) {
            Void.TYPE -> "Unit"
            List::class.java -> "List"
            Set::class.java -> "Set"
            Map::class.java -> "Map"
            Collection::class.java -> "Collection"
            else -> type.kotlin.qualifiedName ?: error("no way to write $type in Kotlin")
        }
    }
}
