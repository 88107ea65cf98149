/**
 * The words of a command that runs a script in Windows PowerShell. The script is encoded (UTF-16, Base64), so that neither cmd.exe, which
 * OpenSSH on Windows starts, nor PowerShell itself has anything to interpret, and padded, so that no `=` is left for us to quote.
 */
export function encodePowerShell(script: string): string[] {
  const padded = script.padEnd(Math.ceil(script.length / 3) * 3);
  const encoded = Buffer.from(padded, 'utf16le').toString('base64');
  return ['powershell.exe', '-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encoded];
}
