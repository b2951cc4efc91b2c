using Nabla.Lanes;
using Nabla.Operations;
using Nabla.Tests.Catalog;
using Xunit;

namespace Nabla.Tests.Rules;

public sealed class OpRules
{
    /// <summary>Ops that are no function of float64 tensors (they change variables, draw random numbers, or exist in graphs only): they have tests of their own instead of a row.</summary>
    static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        nameof(AssignVariable), nameof(RandomDraw), nameof(RandomIntegers), nameof(AssignSlice), nameof(AssignPlaces), nameof(PlacesLike), "OptimizerStep", "RowsStep",
        "Placeholder", "Constant", nameof(ReadVariable), nameof(NextSeed), nameof(NoOp), nameof(Assertion), nameof(DefaultValue), nameof(TapedGradient),
        nameof(ScalarSummary), nameof(HistogramSummary), nameof(ImageSummary), nameof(AudioSummary), nameof(TextSummary), nameof(MergeSummary),
        "FusedElements", "MatMulFinish", "ConvolutionFinish", "ReluPoolGradient",
    };

    [Fact]
    public void Every_op_and_every_formula_has_a_row_in_the_table()
    {
        var met = new Met();
        NodeObservers.Open(met);
        try
        {
            foreach (var row in OpTable.Cases.Values)
            {
                var inputs = row.Draw();
                using var tape = new GradientTape(persistent: true);
                foreach (var x in inputs)
                {
                    tape.Watch(x);
                }

                var y = row.Run(inputs);
                if (row.Orders > 0 && y.ElementType.IsDifferentiable)
                {
                    _ = tape.Gradient(y, inputs, unconnected: UnconnectedGradients.Zero);
                }
            }
        }
        finally
        {
            NodeObservers.Close(met);
        }

        var types = typeof(Tensor).Assembly.GetTypes();
        var ops = types.Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && t.IsSubclassOf(typeof(Op)) && !t.IsSubclassOf(typeof(CompositeOp)) && !t.IsSubclassOf(typeof(FlowOp)) && !Elsewhere.Contains(t.Name)).Select(t => t.Name);
        var formulas = types.Where(t => t is { IsValueType: true, IsNested: false } && t.GetInterfaces().Any(i => i == typeof(IUnary) || i == typeof(INumberUnary) || i == typeof(IBinary) || i == typeof(INumberBinary) || i == typeof(IBitBinary)))
            .Select(t => t.Name);
        string missing = string.Join(", ", ops.Concat(formulas).Where(name => !met.Names.Contains(name)).Order(StringComparer.Ordinal));
        Assert.True(missing.Length == 0, $"no row runs {missing}");
    }

    sealed class Met : INodeObserver
    {
        internal HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public void Observe(Node node)
        {
            var type = node.Op.GetType();
            Names.Add(type.Name);
            foreach (var argument in type.GenericTypeArguments)
            {
                Names.Add(argument.Name);
            }
        }
    }
}
