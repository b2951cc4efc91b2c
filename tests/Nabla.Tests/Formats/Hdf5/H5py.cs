using System.Diagnostics;
using Xunit;

namespace Nabla.Tests.Formats.Hdf5;

/// <summary>Runs a Python script that has h5py; a test that needs it is skipped where there is none.</summary>
static class H5py
{
    public static string Run(params string[] arguments)
    {
        foreach (var python in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                if (Start(python, ["-c", "import h5py"]).Code == 0)
                {
                    var (code, output) = Start(python, arguments);
                    Assert.True(code == 0, output);
                    return output;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // This Python is not installed; the next may be.
            }
        }
        Assert.Skip("h5py is absent: install Debian's python3-h5py, or h5py in python3.");
        return "";
    }

    static (int Code, string Output) Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
