using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>Convolutions of compiled inference by Winograd's transforms: the stated error, the same bits for any number of threads, and no such thing beside gradients.</summary>
public sealed class WinogradTests
{
    /// <summary>Error of an output, in parts of Σ|x|·|w| over what it sums.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Batch, height, width, channels, filters, same padding.</summary>
    public static TheoryData<int, int, int, int, int, bool> Sizes => new()
    {
        { 1, 28, 28, 32, 64, true },
        { 3, 14, 13, 64, 48, true },
        { 4, 11, 15, 48, 32, false },
        { 40, 5, 5, 32, 32, false },
        { 1, 16, 40, 256, 64, true },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Errors_stay_within_what_is_stated(int batch, int height, int width, int channels, int filters, bool same)
    {
        Tensor x = Tensor.RandomNormal([batch, height, width, channels], seed: 1), bias = Tensor.RandomNormal([filters], seed: 3), scale = Tensor.RandomUniform([filters], 0.5, 2, seed: 4);
        var w = new Variable(Tensor.RandomNormal([3, 3, channels, filters], seed: 2));
        var padding = same ? Padding.Same : Padding.Valid;
        Tensor beside = x.Conv(w, padding: padding) * 0.5;
        Tensor Infer(Tensor x, Tensor b, Tensor z) => ((x.Conv(w, padding: padding) * scale) + b + z).Relu();
        var compiled = Compiled.Of(Infer);
        var found = compiled.Run(x, bias, beside);
        Assert.Contains("packed", compiled.Explain(), StringComparison.Ordinal);
        Tensor wideX = x.Cast(ElementType.Float64), wideW = w.Cast(ElementType.Float64);
        var expected = ((wideX.Conv(wideW, padding: padding) * scale.Cast(ElementType.Float64)) + bias.Cast(ElementType.Float64) + beside.Cast(ElementType.Float64)).Relu();
        var size = wideX.Abs().Conv(wideW.Abs(), padding: padding) * scale.Cast(ElementType.Float64);
        double worst = ((found.Cast(ElementType.Float64) - expected).Abs() / size).Max().ToScalar<double>();
        Assert.True(worst < Tolerance, $"{worst:E2} of the sum of sizes");
        using var other = Workers.WithThreads(5);
        CompiledOpTableTests.Same(found, compiled.Run(x, bias, beside));
    }

    [Fact]
    public void Beside_gradients_the_bits_are_those_of_the_operation()
    {
        var x = Tensor.RandomNormal([2, 16, 16, 32], seed: 1);
        var w = new Variable(Tensor.RandomNormal([3, 3, 32, 32], seed: 2));
        Tensor[] Both(Tensor[] t)
        {
            using var tape = new GradientTape();
            var y = t[0].Conv(w).Relu();
            return [y, tape.Gradient(y.Sum(), w)];
        }

        var (expected, found) = (Both([x]), Compiled.Of(Both).Run([x]));
        CompiledOpTableTests.Same(expected[0], found[0]);
        CompiledOpTableTests.Same(expected[1], found[1]);
    }

    [Fact]
    public void A_changed_kernel_is_seen_by_the_next_call()
    {
        var x = Tensor.RandomNormal([1, 20, 20, 32], seed: 1);
        var w = new Variable(Tensor.RandomNormal([3, 3, 32, 32], seed: 2));
        var compiled = Compiled.Of((Tensor t) => t.Conv(w));
        var first = compiled.Run(x);
        w.Assign(w * 2);
        CompiledOpTableTests.Same(first * 2, compiled.Run(x));
    }
}
