using Xunit;

namespace Nabla.Tests.Catalog;

/// <summary>All cases; a family is one file and one line here.</summary>
public static class OpTable
{
    public static IReadOnlyDictionary<string, OpCase> Cases { get; } = new[]
    {
        ElementaryCases.All,
        ArithmeticCases.All,
        ActivationCases.All,
        ShapingCases.All,
        IndexingCases.All,
        LossCases.All,
        ProductCases.All,
        ConvolutionCases.All,
        PoolingCases.All,
        PatchCases.All,
        AttentionCases.All,
        SequenceCases.All,
        RecurrentCases.All,
        NormalizationCases.All,
        ReductionCases.All,
        SortingCases.All,
        SpecialCases.All,
        SegmentCases.All,
        PartitionCases.All,
        FactorisationCases.All,
        FourierCases.All,
    }.SelectMany(family => family).ToDictionary(op => op.Name, StringComparer.Ordinal);

    public static TheoryData<string> All => Names(_ => true);

    public static TheoryData<string> WithReference => Names(op => op.Reference is not null);

    public static TheoryData<string> Elementwise => Names(op => op.IsElementwise);

    public static TheoryData<string> Differentiable => Names(op => op.Orders >= 1);

    public static TheoryData<string> TwiceDifferentiable => Names(op => op.Orders >= 2);

    static TheoryData<string> Names(Func<OpCase, bool> which) => [.. Cases.Values.Where(which).Select(op => op.Name)];
}
