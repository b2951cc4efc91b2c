using System.Diagnostics;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Cli;

public sealed class InspectAndConvertTests(SomeDigits digits) : IClassFixture<SomeDigits>
{
    [Fact]
    public void A_model_is_described_with_what_it_takes_and_gives()
    {
        var seen = NablaProgram.Run("inspect", digits.Model);
        Assert.Equal((0, ""), (seen.Code, seen.Errors));
        Assert.Contains("Keras model (.keras)", seen.Output, StringComparison.Ordinal);
        Assert.Contains("written by: Keras 3.", seen.Output, StringComparison.Ordinal);
        Assert.Contains("opens in Nabla: yes", seen.Output, StringComparison.Ordinal);
        Assert.Contains("float32 [null, 784]", seen.Output, StringComparison.Ordinal);
        Assert.Contains("units 10, activation softmax", seen.Output, StringComparison.Ordinal);
        Assert.Contains("layers/dense/vars/0", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_ends_with_1_and_a_sentence_or_the_problems()
    {
        byte[] bytes = File.ReadAllBytes(digits.Model);
        File.WriteAllBytes(digits.File("cut.keras"), bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut.keras", NablaProgram.Run("inspect", digits.File("cut.keras")).Complaint(1), StringComparison.Ordinal);
        bytes[bytes.AsSpan().LastIndexOf("SNOD"u8)] ^= 1;
        File.WriteAllBytes(digits.File("bent.keras"), bytes);
        var seen = NablaProgram.Run("inspect", digits.File("bent.keras"));
        Assert.Equal(1, seen.Code);
        Assert.Contains("problem: ", seen.Output, StringComparison.Ordinal);
        Assert.Contains("there is no such file", NablaProgram.Run("inspect", digits.File("none")).Complaint(1), StringComparison.Ordinal);
        Assert.Contains("required", NablaProgram.Run("inspect").Complaint(2), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_model_is_converted_and_evaluates_the_same()
    {
        string legacy = digits.File("digits.h5");
        var run = NablaProgram.Run("convert", digits.Model, legacy);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.StartsWith($"Wrote {legacy}", run.Output, StringComparison.Ordinal);
        string one = Figures(digits.Model);
        Assert.StartsWith("loss", one, StringComparison.Ordinal);
        Assert.Equal(one, Figures(legacy));
        Assert.Contains("Keras model (HDF5)", NablaProgram.Run("inspect", legacy).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_lost_is_said_and_what_cannot_be_done_is_refused()
    {
        var run = NablaProgram.Run("convert", digits.Model, digits.File("digits.safetensors"));
        Assert.Equal(0, run.Code);
        Assert.Contains("Left out: the layers", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Safetensors.Read(digits.File("digits.safetensors")).Count);
        Assert.Contains("the source itself", NablaProgram.Run("convert", digits.Model, digits.Model).Complaint(1), StringComparison.Ordinal);
        Assert.Contains("there is no folder", NablaProgram.Run("convert", digits.Model, digits.File("no/a.npz")).Complaint(1), StringComparison.Ordinal);
        Assert.Contains("Expected .keras", NablaProgram.Run("convert", digits.Model, digits.File("a.onnx")).Complaint(1), StringComparison.Ordinal);
        Assert.Contains("--model", NablaProgram.Run("convert", digits.File("digits.safetensors"), digits.File("b.keras")).Complaint(1), StringComparison.Ordinal);
        Assert.Contains("required", NablaProgram.Run("convert", digits.Model).Complaint(2), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, NablaProgram.Run("convert", digits.File("digits.safetensors"), digits.File("b.keras"), "--model", digits.Model).Code);
    }

    [Fact]
    public void Ctrl_C_ends_a_training_after_its_step_and_keeps_what_was_learnt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no signal that one program could send to another.");
        }

        string saved = digits.File("stopped.keras");
        using var program = NablaProgram.Start("train", "mnist", "--model", "softmax", "--epochs", "1000000", "--data", digits.Folder, "--save", saved);
        while (program.StandardOutput.ReadLine() is { } line && !line.Contains("accuracy", StringComparison.Ordinal))
        {
            // The first epoch is not over yet.
        }

        using (var signal = Process.Start("kill", ["-INT", $"{program.Id}"]))
        {
            signal.WaitForExit();
        }

        string rest = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.Equal(130, program.ExitCode);
        Assert.Contains("Stopped", rest, StringComparison.Ordinal);
        Assert.True(Model.Load(saved).CountParams() > 0);
        Assert.Empty(Directory.EnumerateFiles(digits.Folder, "*.tmp"));
    }

    string Figures(string model) => NablaProgram.Run("evaluate", model, "--data", "mnist", "--folder", digits.Folder).Output.Split(" over ")[0];
}
