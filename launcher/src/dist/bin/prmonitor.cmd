@echo off
rem Runs PRMonitor from its distribution. Takes JAVA_HOME, else the java on the PATH; Java 17 or later.
rem JAVA_OPTS goes to the JVM. UNTESTED on Windows so far.
setlocal
for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo prmonitor: no Java found as "%JAVA%"; install a JDK or JRE 17 or later and set JAVA_HOME 1>&2
    exit /b 1
)
"%JAVA%" --list-modules | findstr /r /c:"^java\.base@1[7-9]" /c:"^java\.base@[2-9][0-9]" >nul
if errorlevel 1 (
    echo prmonitor: needs Java 17 or later, but "%JAVA%" is older; set JAVA_HOME 1>&2
    exit /b 1
)

"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.3 -XX:PerfDataSamplingInterval=1000 -Xshare:auto -Xms48m -Xmn6m -Xmx256m ^
    -Djna.nosys=false -Djna.nounpack=true "-Dprmonitor.home=%HOME_DIR%" %JAVA_OPTS% ^
    -cp "%HOME_DIR%\lib\*;%HOME_DIR%\bundles\org.prmonitor.api.jar" org.prmonitor.launcher.Main %*
exit /b %ERRORLEVEL%
