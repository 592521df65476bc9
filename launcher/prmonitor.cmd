@echo off
rem Builds what is not built, then runs it. Needs a JDK 17 or later and Maven. UNTESTED on Windows so far.
rem It does not compare times as the shell script does: after a change of sources, run "mvn -DskipTests package" yourself.
setlocal
for %%I in ("%~dp0..") do set "ROOT=%%~fI"
set "PROGRAM=%~dp0target\prmonitor\bin\prmonitor.cmd"
if exist "%PROGRAM%" goto run

where mvn >nul 2>&1
if errorlevel 1 (
    echo prmonitor: not built yet, and no Maven ^(mvn^) on the PATH to build it with 1>&2
    exit /b 1
)
echo prmonitor: building; the first time takes a minute or more, while Maven downloads what it needs ... 1>&2
pushd "%ROOT%"
call mvn -q -DskipTests package -pl launcher -am 1>&2
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" (
    echo prmonitor: the build failed, see above 1>&2
    exit /b 1
)

:run
call "%PROGRAM%" %*
exit /b %ERRORLEVEL%
