using Xunit;

namespace Nabla.Tests.Operations.Control;

/// <summary>Branches and loops: at once under a tape, and recorded in a graph; values and gradients must agree.</summary>
public sealed class ControlTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    static readonly Dictionary<string, Func<Tensor, Tensor>> Cases = new(StringComparer.Ordinal)
    {
        ["cond taken"] = x => Tensor.Cond(x.Sum() > 0, () => x * x, () => -x),
        ["cond not taken"] = x => Tensor.Cond(x.Sum() > 100, () => x * x, () => x.Sin()),
        ["switch"] = x => Tensor.Switch(Tensor.Constant(1), [() => x, () => x * 3, () => x.Exp()]),
        ["case"] = x => Tensor.Case([(x.Sum() > 100, () => x), (x.Sum() > 0, () => x.Tanh())], () => x * 7),
        ["while"] = x => Tensor.WhileLoop(s => s[0].Sum() < 50, s => [s[0] * s[0].Abs().Add(1)], [x])[0],
        ["while without a turn"] = x => Tensor.WhileLoop(s => s[0].Sum() < -50, s => [s[0] * 2], [x])[0],
        ["while with outside"] = x => Tensor.WhileLoop(s => s[0] < 3, s => [s[0] + 1, s[1] * x], [Tensor.Constant(0), x])[1],
        ["growing"] = x => Tensor.WhileLoop(s => s[0] < 2, s => [s[0] + 1, Tensor.Concatenate([s[1], s[1] * 2])], [Tensor.Constant(0), x])[1],
        ["for"] = x => Tensor.ForLoop(Tensor.Constant(0), Tensor.Constant(4), (_, v) => v.Sin() + x, x),
        ["cond in while"] = x => Tensor.WhileLoop(s => s[0] < 4, s => [s[0] + 1, Tensor.Cond(s[0] < 2, () => s[1] * x, () => s[1] + x)], [Tensor.Constant(0), x])[1],
        ["while in cond"] = x => Tensor.Cond(x.Sum() > 0, () => Tensor.ForLoop(Tensor.Constant(0), Tensor.Constant(2), (_, v) => v * x, x), () => x),
        ["scan"] = x => Tensor.Scan((c, e) => ((c * 0.5) + e.Tanh(), c * e), x[0], x).Ys,
        ["scan backwards"] = x => Tensor.Scan((c, e) => ((c * 0.5) + e, c * e), x[0], x, reverse: true).Ys,
        ["map"] = x => Tensor.Map(e => e.Exp() * e, x),
        ["associative scan"] = x => Tensor.AssociativeScan((a, b) => a * b, x),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Recorded_in_a_graph_they_give_what_they_give_at_once(string name)
    {
        var function = Cases[name];
        var x = Tensor.Constant([0.5, 1.25, -0.75]);
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = function(x);
        var dx = tape.Gradient((y * y).Sum(), x);

        using var graph = new Graph();
        var p = Graph.Placeholder(ElementType.Float64, [3], "x");
        var recorded = function(p);
        var gradient = Graph.Gradients((recorded * recorded).Sum(), [p])[0];
        using var session = new Session();
        var values = session.Run([recorded, gradient], new() { [p] = x });
        Assert.Equal(y.ToArray<double>(), values[0].ToArray<double>());
        Assert.Equal(dx.ToArray<double>(), values[1].ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Their_gradient_as_an_op_is_that_of_the_tape(string name)
    {
        var function = Cases[name];
        var x = Tensor.Constant([0.5, 1.25, -0.75]);
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = function(x);
        var dx = tape.Gradient((y * y).Sum(), x);

        var recorded = RecordedFunction.Of([new(x.ElementType, x.Shape)], p =>
        {
            using var inner = new GradientTape();
            inner.Watch(p[0]);
            var z = function(p[0]);
            return [inner.Gradient((z * z).Sum(), p[0])];
        });
        Assert.Equal(dx.ToArray<double>(), recorded.Run([x])[0].ToArray<double>());
    }

    [Fact]
    public void Branches_that_give_different_types_are_refused()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, []);
        Assert.Throws<ElementTypeException>(() => Tensor.Cond(x > 0, () => x, () => x.Cast(ElementType.Int32)));
    }

    [Fact]
    public void Conditions_that_are_no_scalars_are_refused()
    {
        var x = Tensor.Constant([1f, 2f]);
        Assert.Throws<ShapeException>(() => Tensor.Cond(x > 0, () => x, () => x));
        Assert.Throws<ShapeException>(() => Tensor.WhileLoop(s => s[0] > 0, s => s, [x]));
    }

    [Fact]
    public void Only_the_branch_that_is_taken_assigns()
    {
        using var graph = new Graph();
        var v = new Variable(Tensor.Constant(1f), name: "v");
        var p = Graph.Placeholder(ElementType.Bool, [], "p");
        var y = Tensor.Cond(p, () => Assigned(v, 5), () => Assigned(v, 7));
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        Assert.Equal(5f, session.Run(y, new() { [p] = true }).ToScalar<float>());
        Assert.Equal(5f, session.Run(v).ToScalar<float>());
        Assert.Equal(7f, session.Run(y, new() { [p] = false }).ToScalar<float>());
    }

    static Tensor Assigned(Variable v, float value)
    {
        v.Assign(value);
        return v.Value;
    }
}
