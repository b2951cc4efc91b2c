using Nabla.Kernels;

namespace Nabla.Benchmarks.Rows;

/// <summary>softmax/1024, layernorm/1024, sum/1Mi, transpose/1024: one visit of a matrix of 1024 × 1024 floats.</summary>
internal static class RowRows
{
    private const int Side = 1024;
    private const int Count = Side * Side;

    public static IEnumerable<Row> All =>
    [
        new("softmax/1024", static () =>
        {
            Block x = new(Count), y = new(Count);
            return () => Softmax.Run(x.Matrix([Side, Side], [Side, 1]), 1, y.Span);
        })
        {
            Bytes = 8.0 * Count,
            Torch = new($"x = torch.rand({Side}, {Side})", "torch.softmax(x, 1)"),
        },
        new("layernorm/1024", static () =>
        {
            Block x = new(Count), y = new(Count), scale = new(Side), shift = new(Side), mean = new(Side), factor = new(Side);
            return () => LayerNorm.Run<float>(x.Span, scale.Span, shift.Span, 1e-3, y.Span, mean.Span, factor.Span);
        })
        {
            Bytes = 8.0 * Count,
            Torch = new($"x = torch.rand({Side}, {Side}); s = torch.rand({Side}); b = torch.rand({Side})", $"torch.nn.functional.layer_norm(x, ({Side},), s, b, 1e-3)"),
        },
        new("sum/1Mi", static () =>
        {
            Block x = new(Count), y = new(1);
            return () => Reduce.Sum(x.Matrix([Count], [1]), [0], y.Span);
        })
        {
            Bytes = 4.0 * Count,
            Torch = new($"x = torch.rand({Count})", "torch.sum(x)"),
        },
        new("transpose/1024", static () =>
        {
            Block x = new(Count), y = new(Count);
            return () => Copy.Run(x.Matrix([Side, Side], [1, Side]), y.Matrix([Side, Side], [Side, 1]));
        })
        {
            Bytes = 8.0 * Count,
            Torch = new($"x = torch.rand({Side}, {Side}); y = torch.empty({Side}, {Side})", "y.copy_(x.t())"),
        },
    ];
}
