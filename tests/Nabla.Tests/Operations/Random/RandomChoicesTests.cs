using Xunit;

namespace Nabla.Tests.Operations.Random;

public sealed class RandomChoicesTests
{
    [Fact]
    public void Classes_come_with_the_probabilities_of_their_logits()
    {
        double[] p = [0.1, 0.2, 0.7];
        var logits = Tensor.Constant(new[,] { { 0.1f, 0.2f, 0.7f }, { 0.7f, 0.2f, 0.1f } }).Log();
        var drawn = logits.RandomCategorical(20000, seed: 3);
        Assert.Equal([2, 20000], drawn.Shape);
        Assert.Equal(ElementType.Int32, drawn.ElementType);
        int[] all = drawn.ToArray<int>();
        for (int k = 0; k < 3; k++)
        {
            Assert.InRange(all[..20000].Count(c => c == k) / 20000.0, p[k] - 0.015, p[k] + 0.015);
            Assert.InRange(all[20000..].Count(c => c == k) / 20000.0, p[2 - k] - 0.015, p[2 - k] + 0.015);
        }
    }

    [Fact]
    public void A_class_with_minus_infinity_never_comes()
    {
        var logits = Tensor.Constant(new[,] { { 0f, float.NegativeInfinity, 1f } });
        Assert.DoesNotContain(1, logits.RandomCategorical(5000, seed: 1).ToArray<int>());
    }

    [Fact]
    public void Equal_seeds_give_equal_choices_and_others_others()
    {
        var logits = Tensor.Zeros([4, 10]);
        Assert.Equal(logits.RandomCategorical(9, seed: 5).ToArray<int>(), logits.RandomCategorical(9, seed: 5).ToArray<int>());
        Assert.NotEqual(logits.RandomCategorical(9, seed: 5).ToArray<int>(), logits.RandomCategorical(9, seed: 6).ToArray<int>());
        Assert.Equal(Tensor.RandomPermutation(50, 7).ToArray<int>(), Tensor.RandomPermutation(50, 7).ToArray<int>());
        Assert.NotEqual(Tensor.RandomPermutation(50, 7).ToArray<int>(), Tensor.RandomPermutation(50, 8).ToArray<int>());
    }

    [Fact]
    public void A_permutation_holds_each_number_once() => Assert.Equal(Enumerable.Range(0, 1000), Tensor.RandomPermutation(1000, 2).ToArray<int>().Order());

    [Fact]
    public void All_orders_of_three_are_equally_likely()
    {
        var counts = Enumerable.Range(0, 6000).Select(seed => string.Concat(Tensor.RandomPermutation(3, seed).ToArray<int>())).GroupBy(order => order).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 870, 1130));
    }

    [Fact]
    public void Shuffling_moves_whole_slices()
    {
        var x = Tensor.Arange(12).Reshape([3, 4]);
        var y = x.RandomShuffle(axis: 1, seed: 4);
        Assert.Equal(x.Sort(axis: 1).ToArray<int>(), y.Sort(axis: 1).ToArray<int>());
        int[] first = y[0].ToArray<int>(), last = y[2].ToArray<int>();
        Assert.Equal(first.Select(v => v + 8), last);
        Assert.Empty(Tensor.Zeros([0, 2]).RandomShuffle(seed: 1).ToArray<float>());
    }

    [Fact]
    public void Truth_values_come_with_their_probability()
    {
        float[] drawn = Tensor.RandomBernoulli([20000], 0.3, seed: 9).ToArray<float>();
        Assert.All(drawn, v => Assert.True(v is 0 or 1));
        Assert.InRange(drawn.Average(), 0.285, 0.315);
        Assert.All(Tensor.RandomBernoulli([100], 1, seed: 9).ToArray<float>(), v => Assert.Equal(1, v));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.RandomBernoulli([1], 1.5));
    }
}
