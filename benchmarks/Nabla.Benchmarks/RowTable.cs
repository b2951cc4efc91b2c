using Nabla.Benchmarks.Rows;

namespace Nabla.Benchmarks;

/// <summary>All rows; a new family is one line here.</summary>
internal static class RowTable
{
    public static IEnumerable<Row> All =>
    [
        .. MatmulRows.All,
        .. MapRows.All,
        .. RowRows.All,
        .. ModelRows.All,
        .. RecurrentRows.All,
        .. TransformerRows.All,
        .. ConvolutionRows.All,
        .. ConvnetRows.All,
        .. ResidualRows.All,
        .. StartRows.All,
    ];
}
