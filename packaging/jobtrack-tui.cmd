@"%~dp0lib\runtime\bin\node.exe" "%~dp0lib\bin\jobtrack-tui" %*
