package org.prmonitor.launcher;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** LDAP filters in the syntax of OSGi Core, section 3.2.7. */
final class FilterConverter implements ITypeConverter<Filter> {

    @Override
    public Filter convert(String value) {
        try {
            return FrameworkUtil.createFilter(value);
        } catch (InvalidSyntaxException invalid) {
            throw new TypeConversionException("no LDAP filter such as '(process.id>=100)': " + invalid.getMessage());
        }
    }
}
