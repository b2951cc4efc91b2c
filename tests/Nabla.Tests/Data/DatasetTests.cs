using Xunit;

namespace Nabla.Tests.Data;

public sealed class DatasetTests
{
    static long[] Numbers(Dataset dataset) => [.. dataset.SelectMany(e => e.First.ToArray<long>())];

    static Dataset Failing() => Dataset.Range(5).Map(x => x.ToScalar<long>() == 3 ? throw new FormatException("the third") : x);

    [Fact]
    public void Equal_seeds_give_equal_orders_and_each_reading_another_one()
    {
        var one = Dataset.Range(100).Shuffle(30, seed: 4);
        var two = Dataset.Range(100).Shuffle(30, seed: 4);

        long[] first = Numbers(one), second = Numbers(one);

        Assert.Equal(first, Numbers(two));
        Assert.Equal(second, Numbers(two));
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, Numbers(Dataset.Range(100).Shuffle(30, seed: 5)));
        Assert.Equal(Numbers(Dataset.Range(100)), first.Order());
    }

    [Fact]
    public void An_order_that_is_not_to_change_does_not()
    {
        var dataset = Dataset.Range(20).Shuffle(20, seed: 1, reshuffleEachIteration: false);

        Assert.Equal(Numbers(dataset), Numbers(dataset));
    }

    [Fact]
    public void Shuffling_through_a_buffer_brings_no_element_forward_by_more_than_its_size()
    {
        var order = Numbers(Dataset.Range(200).Shuffle(10, seed: 2));

        Assert.All(order.Select((value, position) => value - position), ahead => Assert.True(ahead < 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Prefetching_changes_nothing(int buffer) => Assert.Equal(Numbers(Dataset.Range(50)), Numbers(Dataset.Range(50).Prefetch(buffer)));

    [Fact]
    public void An_exception_in_a_prefetched_pipeline_comes_where_it_is_read()
    {
        var read = new List<long>();
        void Read()
        {
            foreach (var element in Failing().Prefetch(2))
            {
                read.Add(element.First.ToScalar<long>());
            }
        }

        Assert.Equal("the third", Assert.Throws<FormatException>(Read).Message);
        Assert.Equal([0, 1, 2], read);
    }

    [Fact]
    public void A_prefetched_pipeline_without_end_can_be_left()
    {
        using var elements = Dataset.Range(3).Repeat().Prefetch(2).GetEnumerator();

        Assert.True(elements.MoveNext());
    }

    [Fact]
    public void Data_without_elements_stay_so()
    {
        var none = Dataset.Range(0);

        Assert.Empty(none.Batch(3));
        Assert.Empty(none.Shuffle(5, seed: 1));
        Assert.Empty(none.Repeat());
        Assert.Empty(none.Prefetch(2));
        Assert.Empty(none.Cache());
        Assert.Equal(0, none.Repeat().Cardinality);
        Assert.Equal(0, Dataset.FromTensorSlices(Tensor.Zeros([0, 2])).Batch(2).Cardinality);
    }

    [Fact]
    public void Batches_of_rows_are_the_rows_and_a_remainder_can_be_dropped()
    {
        var rows = Tensor.Arange(0, 10).Cast(ElementType.Int64).Reshape([5, 2]);
        var dataset = Dataset.FromTensorSlices(rows);

        Assert.Equal([2L, 2, 1], dataset.Batch(2).Select(b => b.First.Shape[0]));
        Assert.Equal([2L, 2], dataset.Batch(2, dropRemainder: true).Select(b => b.First.Shape[0]));
        Assert.Equal(Numbers(dataset), Numbers(dataset.Batch(2)));
        Assert.Equal(Numbers(dataset), Numbers(dataset.Batch(2).Unbatch()));
        Assert.Equal(3, dataset.Batch(2).Cardinality);
    }

    [Fact]
    public void Elements_of_unequal_shapes_make_no_batch() =>
        Assert.Contains("equal shapes", Assert.Throws<ShapeException>(() => Dataset.Range(1, 3).Map((Tensor x) => Tensor.Zeros(Shape.Of([x.ToScalar<long>()]))).Batch(2).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Tensors_of_unequal_counts_make_no_data_set() =>
        Assert.Contains("equally many", Assert.Throws<ShapeException>(() => Dataset.FromTensorSlices(Tensor.Zeros([3]), Tensor.Zeros([4]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cache_computes_each_element_once()
    {
        int computed = 0;
        var dataset = Dataset.Range(4).Map(x =>
        {
            computed++;
            return x;
        }).Cache();

        Assert.Equal(Numbers(dataset), Numbers(dataset));
        Assert.Equal(4, computed);
    }

    [Theory]
    [InlineData(0, 10, 3)]
    [InlineData(10, 0, -3)]
    [InlineData(5, 5, 1)]
    public void A_range_counts_what_it_yields(long start, long stop, long step) =>
        Assert.Equal(Dataset.Range(start, stop, step).Cardinality, Dataset.Range(start, stop, step).LongCount());
}
