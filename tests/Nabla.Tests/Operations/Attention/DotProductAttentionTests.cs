using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Operations;

public sealed class DotProductAttentionTests
{
    public static TheoryData<int, int, int, int, int, bool, bool, bool> Shapes => new()
    {
        { 5, 3, 2, 1, 4, false, false, false },
        { 97, 130, 2, 2, 8, false, false, false },
        { 193, 257, 2, 1, 16, true, true, false },
        { 200, 200, 1, 1, 33, false, false, true },
        { 130, 300, 2, 2, 7, true, false, true },
        { 100, 140, 4, 2, 40, false, true, true },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Blocks_give_what_the_whole_matrix_of_scores_gives_with_its_gradients(int targets, int sources, int heads, int shared, int depth, bool biased, bool masked, bool isCausal)
    {
        Tensor q = Draw([2, targets, heads, depth], 1), k = Draw([2, sources, shared, depth], 2), v = Draw([2, sources, shared, depth], 3), dy = Draw([2, targets, heads, depth], 4);
        var bias = biased ? Draw([heads, targets, sources], 5) : null;
        var mask = masked ? Tensor.RandomUniform([2, 1, 1, sources], seed: 6).Greater(0.3) : null;
        Tensor[] inputs = biased ? [q, k, v, bias!] : [q, k, v];
        var (y, dx) = Slopes(inputs, x => x[0].DotProductAttention(x[1], x[2], biased ? x[3] : null, mask, isCausal: isCausal), dy);
        var (expected, slopes) = Slopes(inputs, x => Whole(x, mask, isCausal), dy);
        Near(expected, y);
        for (int i = 0; i < inputs.Length; i++)
        {
            Near(slopes[i], dx[i]);
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_threads()
    {
        Tensor q = Draw([3, 150, 4, 16], 1).Cast(ElementType.Float32), k = Draw([3, 170, 2, 16], 2).Cast(ElementType.Float32), dy = q + 1;
        float[][] Run(int threads)
        {
            using var scope = Workers.WithThreads(threads);
            var (y, dx) = Slopes([q, k, k * 2], x => x[0].DotProductAttention(x[1], x[2], isCausal: true), dy);
            return [y.ToArray<float>(), .. dx.Select(d => d.ToArray<float>())];
        }

        Assert.Equal(Run(1), Run(4));
    }

    [Fact]
    public void A_target_that_sees_nothing_takes_the_mean_of_all_values()
    {
        Tensor q = Draw([1, 2, 1, 3], 1), k = Draw([1, 140, 1, 3], 2), v = Draw([1, 140, 1, 3], 3);
        var y = q.DotProductAttention(k, v, mask: Tensor.Zeros([1, 140], ElementType.Bool));
        Near(v.Mean(1, keepDims: true).BroadcastTo(q.Shape), y);
    }

    [Fact]
    public void Scores_of_minus_infinity_hide_whole_blocks()
    {
        Tensor q = Draw([1, 2, 1, 3], 1), k = Draw([1, 300, 1, 3], 2), v = Draw([1, 300, 1, 3], 3);
        var late = Tensor.Arange(300).GreaterEqual(250);
        var bias = Tensor.Where(late, Tensor.Zeros([300], ElementType.Float64), double.NegativeInfinity);
        Near(q.DotProductAttention(k, v, mask: late), q.DotProductAttention(k, v, bias));
    }

    [Fact]
    public void No_sources_give_zeros_and_no_targets_nothing()
    {
        Tensor q = Draw([1, 2, 1, 3], 1), none = Tensor.Zeros([1, 0, 1, 3], ElementType.Float64);
        Assert.All(q.DotProductAttention(none, none).ToArray<double>(), v => Assert.Equal(0, v));
        Assert.Equal(new Shape([1, 0, 1, 3]), none.DotProductAttention(q, q).Shape);
    }

    [Fact]
    public void Strided_operands_are_read_where_they_lie()
    {
        Tensor q = Draw([2, 3, 20, 6], 1), k = Draw([2, 3, 25, 6], 2);
        Tensor Heads(Tensor x) => x.Transpose([0, 2, 1, 3]);
        Near(Heads(q).Copy().DotProductAttention(Heads(k).Copy(), Heads(k).Copy()), Heads(q).DotProductAttention(Heads(k), Heads(k)));
        var across = q.Transpose([0, 2, 3, 1]);
        Near(across.Copy().DotProductAttention(across.Copy(), across.Copy()), across.DotProductAttention(across, across));
    }

    [Fact]
    public void Halves_are_computed_in_float32()
    {
        Tensor q = Draw([1, 4, 2, 8], 1), k = Draw([1, 5, 2, 8], 2);
        var y = q.Cast(ElementType.BFloat16).DotProductAttention(k.Cast(ElementType.BFloat16), k.Cast(ElementType.BFloat16));
        Assert.Equal(ElementType.BFloat16, y.ElementType);
        Near(q.DotProductAttention(k, k), y.Cast(ElementType.Float64), 0.02);
    }

    [Fact]
    public void Masks_are_truth_values_and_shapes_must_fit()
    {
        var x = Draw([1, 2, 2, 3], 1);
        Assert.Throws<ElementTypeException>(() => x.DotProductAttention(x, x, mask: Tensor.Ones([2, 2])));
        Assert.Throws<ShapeException>(() => x.DotProductAttention(x, x, mask: Tensor.Ones([3, 2], ElementType.Bool)));
        Assert.Throws<ShapeException>(() => x.DotProductAttention(x[.., .., ..1], x));
        Assert.Throws<ShapeException>(() => x.DotProductAttention(Draw([1, 2, 2, 4], 1), x));
        Assert.Throws<ShapeException>(() => x[0].DotProductAttention(x, x));
    }

    static Tensor Draw(Shape shape, int seed) => Tensor.RandomNormal(shape, seed: seed).Cast(ElementType.Float64);

    static (Tensor Y, Tensor[] Slopes) Slopes(Tensor[] inputs, Func<Tensor[], Tensor> function, Tensor dy)
    {
        using var tape = new GradientTape();
        foreach (var x in inputs)
        {
            tape.Watch(x);
        }

        var y = function(inputs);
        return (y, [.. tape.Gradient(y, inputs, dy)!.Select(d => d!)]);
    }

    static Tensor Whole(Tensor[] x, Tensor? mask, bool isCausal)
    {
        int heads = (int)x[0].Shape[2], shared = (int)x[1].Shape[2];
        Tensor ByHead(Tensor t) => t.Repeat(heads / (int)t.Shape[2], 2).Transpose([0, 2, 1, 3]);
        var scores = ByHead(x[0]).MatMul(ByHead(x[1]), transposeY: true) / Math.Sqrt(x[0].Shape[3]!);
        scores = x.Length > 3 ? scores + x[3] : scores;
        scores = mask is null ? scores : Tensor.Where(mask, scores, -1e300);
        if (isCausal)
        {
            var places = scores[0, 0].OnesLike();
            scores = Tensor.Where(places.CumSum(0).GreaterEqual(places.CumSum(1)), scores, -1e300);
        }

        return scores.Softmax().MatMul(ByHead(x[2])).Transpose([0, 2, 1, 3]);
    }

    static void Near(Tensor expected, Tensor actual, double tolerance = 1e-10)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] a = expected.ToArray<double>(), b = actual.ToArray<double>();
        for (int i = 0; i < a.Length; i++)
        {
            Assert.Equal(a[i], b[i], tolerance * (1 + Math.Abs(a[i])));
        }
    }
}
