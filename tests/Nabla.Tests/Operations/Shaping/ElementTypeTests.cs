using System.Numerics;
using Xunit;

namespace Nabla.Tests.Operations.Shaping;

/// <summary>Operations that only move elements take every element type.</summary>
public sealed class ElementTypeTests
{
    /// <summary>All types of elements; what stands for things of a session has no elements.</summary>
    public static TheoryData<string> Types => [.. Enum.GetNames<ElementType>().Except([nameof(ElementType.Resource), nameof(ElementType.Variant)])];

    // 0 … 5 in the type; of truth values whether the number is odd.
    static Tensor Six(string type) => type switch
    {
        "Bool" => Tensor.Constant(new[] { false, true, false, true, false, true }, [2, 3]),
        "String" => Tensor.Constant((Array)new[] { "0", "1", "2", "3", "4", "5" }, [2, 3]),
        "Complex64" => Tensor.Constant((Array)Enumerable.Range(0, 6).Select(i => (Complex64)new Complex(i, 0)).ToArray(), [2, 3]),
        "Complex128" => Tensor.Constant((Array)Enumerable.Range(0, 6).Select(i => new Complex(i, 0)).ToArray(), [2, 3]),
        _ => Tensor.Arange(6, elementType: Enum.Parse<ElementType>(type)).Reshape([2, 3]),
    };

    static void Elements(Tensor actual, params int[] expected)
    {
        string[] words = Array.ConvertAll(expected, i => actual.ElementType switch
        {
            ElementType.Bool => i % 2 == 1 ? "True" : "False",
            ElementType.String => $"{i}",
            ElementType.Complex64 or ElementType.Complex128 => i == 0 ? "0j" : $"({i}+0j)",
            _ => actual.ElementType.IsFloating ? $"{i}.0" : $"{i}",
        });
        Assert.Equal(words, Enumerable.Range(0, expected.Length).Select(i => actual.Ravel()[i].ToString()));
        Assert.Equal(expected.Length, actual.Size);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ElementsMoveWhateverTheyAre(string type)
    {
        var x = Six(type);
        Elements(x.Transpose(), 0, 3, 1, 4, 2, 5);
        Elements(x[.., Slice.Step(null, null, -2)], 2, 0, 5, 3);
        Elements(Tensor.Concatenate([x[1..], x[..1]]), 3, 4, 5, 0, 1, 2);
        Elements(Tensor.Stack([x[0], x[1]], 1), 0, 3, 1, 4, 2, 5);
        Elements(x[..1].Tile([2, 1]), 0, 1, 2, 0, 1, 2);
        Elements(x[0].Repeat(2), 0, 0, 1, 1, 2, 2);
        Elements(x[0].Roll(1), 2, 0, 1);
        Elements(x[0].Flip(), 2, 1, 0);
        Elements(x[0].Pad(2, PadMode.Reflect), 2, 1, 0, 1, 2, 1, 0);
        Elements(x.Take(Tensor.Constant(new[] { 1, -1 }), 1), 1, 2, 4, 5);
        Elements(x.TakeAlongAxis(Tensor.Constant(new[,] { { 1 }, { 2 } }), 1), 1, 5);
        Elements(x.GatherNd(Tensor.Constant(new[,] { { 1, 2 }, { 0, 1 } })), 5, 1);
        Elements(x[Tensor.Constant(new[,] { { true, false, false }, { false, true, true } })], 0, 4, 5);
        Elements(Tensor.Where(Tensor.Constant(new[] { true, false, true }), x[0], x[1]), 0, 4, 2);
        Elements(x.ScatterUpdate(Tensor.Constant(new[,] { { 1 } }), x[..1]), 0, 1, 2, 0, 1, 2);
        Elements(x.SliceUpdate([0, 1], x[1.., 1..]), 0, 4, 5, 3, 4, 5);
        Elements(x.Unstack()[1], 3, 4, 5);
        Elements(x.Diagonal(1), 1, 5);
        var v = new Variable(x, trainable: false);
        v[0] = x[1];
        v[Tensor.Constant(new[] { 1 }), Tensor.Constant(new[] { 2 })] = x[0, 0];
        Elements(v, 3, 4, 5, 3, 4, 0);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ZerosFillWhatIsNew(string type)
    {
        var x = Six(type)[..1, 1..2];
        string zero = Tensor.Zeros([1], x.ElementType)[0].ToString(), one = x[0, 0].ToString();
        Assert.Equal([zero, one, zero, zero], Enumerable.Range(0, 4).Select(i => x[0].Pad([(1, 2)])[i].ToString()));
        Assert.Equal([one, zero, zero, one], x.Repeat(4).Reshape([2, 2]).Tril().Triu().Ravel().Unstack().Select(e => e.ToString()));
        Assert.Equal([zero, one, zero, zero], x[0].Diag(1).Ravel().Unstack().Select(e => e.ToString()));
        if (type != "String")
        {
            Assert.Equal([zero, one, zero], Tensor.Scatter(Tensor.Constant(new[,] { { 1 } }), x[0], [3]).Unstack().Select(e => e.ToString()));
            Assert.Equal([one, zero, zero, one], Tensor.Eye(2, elementType: x.ElementType).Ravel().Unstack().Select(e => e.ToString()));
            Assert.Equal([zero, one], Tensor.Constant(1).OneHot(2, elementType: x.ElementType).Unstack().Select(e => e.ToString()));
            Assert.Equal([one, one], Tensor.Ones([2], x.ElementType).Unstack().Select(e => e.ToString()));
        }
    }

    [Fact]
    public void TensorsWithoutElementsPassThrough()
    {
        var x = Tensor.Zeros([0, 3]);
        Assert.Equal([3, 0], x.Transpose().Shape);
        Assert.Equal([0, 3], x[Slice.Step(null, null, -1)].Flip().Roll(1, 0).Tril().Shape);
        Assert.Equal([2, 3], x.Pad([(1, 1), (0, 0)]).Shape);
        Assert.Equal([0, 6], Tensor.Concatenate([x, x], 1).Shape);
        Assert.Equal([0, 3, 2], x.Cast(ElementType.Int32).OneHot(2).Shape);
        Assert.Equal([2, 0], x.Take(Tensor.Zeros([0], ElementType.Int32), 0).Reshape([0, 3])[.., 1..].Transpose().Shape);
        Assert.Equal([0, 2], x.Greater(0).ArgWhere().Shape);
        Assert.Equal([0], x.Diagonal().Shape);
        Assert.Equal([0, 2, 3], x.Tile([2, 1, 1]).Transpose([1, 0, 2])[.., .., ..].Shape);
        Assert.Throws<ShapeException>(() => x.Pad(1, PadMode.Edge));
        Assert.ThrowsAny<ArgumentException>(() => x.Gather(Tensor.Constant(new[] { 0 })));
    }
}
