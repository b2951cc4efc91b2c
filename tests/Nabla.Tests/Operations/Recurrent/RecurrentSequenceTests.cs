using Nabla.Kernels;
using Nabla.Operations;
using Xunit;

namespace Nabla.Tests.Operations.Recurrent;

public sealed class RecurrentSequenceTests
{
    public static TheoryData<int, bool, bool, bool, bool> All
    {
        get
        {
            var all = new TheoryData<int, bool, bool, bool, bool>();
            for (int i = 0; i < 80; i++)
            {
                all.Add(i / 16, (i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_and_gradients_are_those_of_single_steps(int kind, bool reverse, bool bias, bool mask, bool start)
    {
        var op = new RecurrentSequence((RecurrentKind)kind, reverse, bias, mask, start);
        foreach (var (batch, steps, features, units) in new[] { (1, 3, 2, 5), (3, 4, 5, 7), (21, 2, 3, 18) })
        {
            var x = Inputs(op, ElementType.Float64, batch, steps, features, units);
            var (expected, expectedGradients) = Run(new RecurrentSteps(op), x);
            var (actual, gradients) = Run(op, x);
            Near(expected, actual, 1e-12);
            Near(expectedGradients, gradients, 1e-11);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_bits_are_the_same_for_any_number_of_threads_and_compiled(int kind)
    {
        var op = new RecurrentSequence((RecurrentKind)kind, false, true, true, true);
        var x = Inputs(op, ElementType.Float32, 70, 6, 28, 40);
        var expected = Bits(op, x, 1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            Assert.Equal(expected, Bits(op, x, threads));
        }

        var compiled = Compiled.Of((Tensor[] inputs) => new[] { Together(op, inputs) });
        Assert.Equal(expected, compiled.Run(x)[0].ToArray<float>());
    }

    [Fact]
    public void Rows_of_a_batch_have_the_bits_that_they_have_alone()
    {
        var op = new RecurrentSequence(RecurrentKind.LongShortTermMemory, false, true, false, false);
        var x = Inputs(op, ElementType.Float32, 13, 5, 28, 33);
        var all = Engine.Current.Run(op, x)[0];
        for (int row = 0; row < 13; row++)
        {
            Assert.Equal(all[row].ToArray<float>(), Engine.Current.Run(op, [x[0][row..(row + 1)], .. x[1..]])[0].ToArray<float>());
        }
    }

    [Fact]
    public void No_steps_leave_the_first_states()
    {
        var h = Tensor.RandomUniform([2, 3], seed: 1);
        var c = Tensor.RandomUniform([2, 3], seed: 2);
        var y = Tensor.Zeros([2, 0, 4]).LstmSequence(Tensor.Zeros([4, 12]), Tensor.Zeros([3, 12]), hidden: h, cell: c);
        Assert.Equal(h.ToArray<float>(), y.Hidden.ToArray<float>());
        Assert.Equal(c.ToArray<float>(), y.Cell!.ToArray<float>());
        Assert.Equal([2, 0, 3], y.Outputs.Shape);
    }

    [Fact]
    public void Sixteen_bit_floats_are_computed_in_32_bits_and_rounded_once()
    {
        var op = new RecurrentSequence(RecurrentKind.GatedResetAfter, false, true, false, false);
        var half = Inputs(op, ElementType.Float32, 2, 3, 4, 5).Select(t => t.Cast(ElementType.BFloat16)).ToArray();
        var wide = Engine.Current.Run(op, [.. half.Select(t => t.Cast(ElementType.Float32))]);
        Assert.Equal(wide[0].Cast(ElementType.BFloat16).Cast(ElementType.Float32).ToArray<float>(), half[0].GruSequence(half[1], half[2], half[3]).Hidden.Cast(ElementType.Float32).ToArray<float>());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_by_name()
    {
        var x = Tensor.Zeros([2, 3, 4]);
        Assert.Contains("[batch, steps, features]", Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 3]).LstmSequence(x, x)).Message, StringComparison.Ordinal);
        Assert.Contains("4·units", Assert.Throws<ShapeException>(() => x.LstmSequence(Tensor.Zeros([5, 8]), Tensor.Zeros([2, 8]))).Message, StringComparison.Ordinal);
        Assert.Contains("bias", Assert.Throws<ShapeException>(() => x.GruSequence(Tensor.Zeros([4, 6]), Tensor.Zeros([2, 6]), Tensor.Zeros([6]))).Message, StringComparison.Ordinal);
        Assert.Contains("mask", Assert.Throws<ShapeException>(() => x.SimpleRnnSequence(Tensor.Zeros([4, 2]), Tensor.Zeros([2, 2]), mask: Tensor.Zeros([3, 2], ElementType.Bool))).Message, StringComparison.Ordinal);
        Assert.Throws<ElementTypeException>(() => x.SimpleRnnSequence(Tensor.Zeros([4, 2], ElementType.Float64), Tensor.Zeros([2, 2])));
        Assert.Throws<ArgumentException>(() => x.LstmSequence(Tensor.Zeros([4, 8]), Tensor.Zeros([2, 8]), hidden: Tensor.Zeros([2, 2])));
    }

    static float[] Bits(RecurrentSequence op, Tensor[] x, int threads)
    {
        using var scope = Workers.WithThreads(threads);
        return Together(op, x).ToArray<float>();
    }

    static Tensor Together(RecurrentSequence op, Tensor[] x)
    {
        var (values, gradients) = Run(op, x);
        return Tensor.Concatenate([.. values.Concat(gradients).Select(t => t.Reshape([-1]))], 0);
    }

    static (Tensor[] Values, Tensor[] Gradients) Run(Op op, Tensor[] x)
    {
        using var tape = new GradientTape();
        foreach (var t in x.Where(t => t.ElementType.IsFloating))
        {
            tape.Watch(t);
        }

        var y = Engine.Current.Run(op, x);
        int results = op is RecurrentSequence sequence ? sequence.StatesAt + 1 : y.Length;
        Tensor? loss = null;
        for (int i = 0; i < results; i++)
        {
            var weights = Tensor.RandomUniform(y[i].Shape, seed: i).Cast(y[i].ElementType);
            var term = (y[i] * weights).Sum();
            loss = loss is null ? term : loss + term;
        }

        var wanted = x.Where(t => t.ElementType.IsFloating).ToArray();
        return (y[..results], [.. tape.Gradient(loss!, wanted).Select(d => d!)]);
    }

    static Tensor[] Inputs(RecurrentSequence op, ElementType type, int batch, int steps, int features, int units)
    {
        int seed = 10;
        Tensor Draw(Shape shape) => ((Tensor.RandomUniform(shape, seed: seed++).Cast(type) * 2) - 1) * 0.5;
        var x = new List<Tensor> { Draw([batch, steps, features]) * 2, Draw([features, op.Gates * units]), Draw([units, op.Gates * units]) };
        if (op.HasBias)
        {
            x.Add(Draw(op.Kind == RecurrentKind.GatedResetAfter ? [2, 3 * units] : [op.Gates * units]));
        }

        if (op.HasMask)
        {
            x.Add(Tensor.RandomUniform([batch, steps], seed: 99).Greater(0.3));
        }

        for (int i = 0; op.HasStart && i < op.StatesAt; i++)
        {
            x.Add(Draw([batch, units]));
        }

        return [.. x];
    }

    static void Near(Tensor[] expected, Tensor[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double[] a = expected[i].ToArray<double>(), b = actual[i].ToArray<double>();
            Assert.Equal(a.Length, b.Length);
            double worst = a.Zip(b, (u, v) => Math.Abs(u - v) / Math.Max(1, Math.Abs(u))).DefaultIfEmpty().Max();
            Assert.True(worst <= tolerance, $"result {i}: {worst:E2}");
        }
    }
}
