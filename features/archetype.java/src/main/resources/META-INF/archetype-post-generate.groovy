import javax.lang.model.SourceVersion

def project = new File(request.outputDirectory, request.artifactId)

// A keyword in it passes the pattern of archetype-metadata.xml, and would fail in the compiler only.
def name = request.properties['package']
if (!SourceVersion.isName(name, SourceVersion.RELEASE_17)) {
    project.deleteDir()
    throw new IllegalArgumentException("'${name}' is no name of a Java package: give another one with -Dpackage=")
}

// An archetype's jar never has a file of the right name.
new File(project, 'gitignore').renameTo(new File(project, '.gitignore'))
