namespace Nabla.Goldens.Ops;

/// <summary>Segments, distances, transforms.</summary>
static class MathRows
{
    public static void Add(OpTable table)
    {
        table["segment_sum(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentSum(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_max(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentMax(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_min(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentMin(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_prod(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentProd(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["view_as_complex(x)"] = call => call.Tensor("x").ViewAsComplex();
        table["view_as_real(x)"] = call => call.Tensor("x").ViewAsReal();
    }

    static long? Segments(Call call) => call.IsNone("num_segments") ? null : call.Long("num_segments");
}
