using Xunit;

namespace Nabla.Tests.Operations.Comparison;

public sealed class ComparisonTests
{
    static readonly Tensor X = Tensor.Constant(new float[] { 1, 2, float.NaN, 4 });
    static readonly Tensor Y = Tensor.Constant(new float[] { 1, 3, float.NaN, 2 });

    [Fact]
    public void Operators_compare_element_by_element()
    {
        Assert.Equal([true, false, false, false], (X == Y).ToArray<bool>());
        Assert.Equal([false, true, true, true], (X != Y).ToArray<bool>());
        Assert.Equal([false, true, false, false], (X < Y).ToArray<bool>());
        Assert.Equal([true, true, false, false], (X <= Y).ToArray<bool>());
        Assert.Equal([false, false, false, true], (X > Y).ToArray<bool>());
        Assert.Equal([true, false, false, true], (X >= Y).ToArray<bool>());
    }

    [Fact]
    public void Numbers_stand_on_either_side()
    {
        Assert.Equal([false, true, false, false], (X == 2).ToArray<bool>());
        Assert.Equal([false, true, false, false], (2 == X).ToArray<bool>());
        Assert.Equal([true, false, true, true], (X != 2).ToArray<bool>());
        Assert.Equal([true, false, true, true], (2.0 != X).ToArray<bool>());
        Assert.Equal([false, false, false, true], (2.5 < X).ToArray<bool>());
        Assert.Equal([true, true, false, false], (X <= 2).ToArray<bool>());
    }

    [Fact]
    public void A_missing_tensor_is_asked_for_with_null()
    {
        Tensor? missing = null, given = X;
        Assert.True(missing == null);
        Assert.False(given == null);
        Assert.True(null != given);
        Assert.False(null != missing);
        Assert.True(missing is null);
        Assert.False((missing == given).ToScalar<bool>());
        Assert.True((missing == (Tensor?)null).ToScalar<bool>());
        Assert.True((missing != given).ToScalar<bool>());
    }

    [Fact]
    public void Equals_and_hash_stay_by_reference()
    {
        var other = X.Copy();
        Assert.False(X.Equals(other));
        Assert.True(X.Equals((object)X));
        Assert.Single(new HashSet<Tensor> { X, X });
        Assert.Equal(2, new HashSet<Tensor> { X, other }.Count);
    }

    [Fact]
    public void Every_number_type_is_compared()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type.IsInteger || type.IsFloating))
        {
            Tensor x = Tensor.Constant(new[] { 1, 2, 3 }).Cast(type), y = Tensor.Constant(new[] { 3, 2, 1 }).Cast(type);
            Assert.Equal([true, false, false], x.Less(y).ToArray<bool>());
            Assert.Equal([true, true, false], x.LessEqual(y).ToArray<bool>());
            Assert.Equal([false, true, false], x.Equal(y).ToArray<bool>());
            Assert.Equal([true, false, true], x.NotEqual(y).ToArray<bool>());
        }
    }

    [Fact]
    public void Text_truth_values_and_complex_numbers_know_equality_alone()
    {
        var text = Tensor.Constant(new[] { "a", "b" });
        Assert.Equal([true, false], (text == Tensor.Constant("a")).ToArray<bool>());
        Assert.Equal([false, true], (Tensor.Constant(new[] { true, false }) == false).ToArray<bool>());
        var z = Tensor.Complex(Tensor.Constant(new[] { 1f, 2f }), Tensor.Constant(new[] { 0f, float.NaN }));
        Assert.Equal([true, false], (z == z.Copy()).ToArray<bool>());
        Assert.Throws<ElementTypeException>(() => z < z.Copy());
        Assert.Throws<ElementTypeException>(() => text < text.Copy());
    }

    [Fact]
    public void Different_types_are_refused_by_name()
    {
        var error = Assert.Throws<ElementTypeException>(() => X == Tensor.Constant(new[] { 1, 2, 3, 4 }));
        Assert.Contains("float32", error.Message, StringComparison.Ordinal);
        Assert.Contains("int32", error.Message, StringComparison.Ordinal);
        Assert.Throws<ElementTypeException>(() => Tensor.Constant(new[] { 1 }) < 1.5);
        Assert.Equal([true], Tensor.Constant(new[] { 1 }).Less(1.5).ToArray<bool>());
    }

    [Fact]
    public void Kinds_of_numbers_are_told_apart()
    {
        var x = Tensor.Constant(new[] { 0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN });
        Assert.Equal([false, false, false, false, true], x.IsNaN().ToArray<bool>());
        Assert.Equal([false, false, true, true, false], x.IsInf().ToArray<bool>());
        Assert.Equal([true, true, false, false, false], x.IsFinite().ToArray<bool>());
        Assert.Equal([false, false, true, false, false], x.IsPosInf().ToArray<bool>());
        Assert.Equal([false, false, false, true, false], x.IsNegInf().ToArray<bool>());
        Assert.Equal([false, true, false, true], x[..4].SignBit().ToArray<bool>());
        Assert.Equal([true, true], Tensor.Constant(new[] { 1, 2 }).IsFinite().ToArray<bool>());
    }

    [Fact]
    public void Close_means_within_the_tolerance()
    {
        Tensor x = Tensor.Constant(new[] { 1.0, 2.0, double.NaN }), y = Tensor.Constant(new[] { 1.000001, 2.1, double.NaN });
        Assert.Equal([true, false, false], x.IsClose(y).ToArray<bool>());
        Assert.Equal([true, true, true], x.IsClose(y, relative: 0.1, equalNaN: true).ToArray<bool>());
        Assert.False(x.AllClose(y).ToScalar<bool>());
    }
}
