using Nabla.Graphs;
using Nabla.Tests.Compilation;
using Xunit;

namespace Nabla.Tests.Graphs;

/// <summary>Three compiled steps of a rule are three eager ones, with the rate changed between them.</summary>
public sealed class CompiledRuleTests
{
    public static TheoryData<string> Names =>
        ["ApplyAdam", "ApplyAdaMax", "ApplyAdadelta", "ApplyAdagrad", "ApplyAdagradDA", "ApplyCenteredRMSProp", "ApplyFtrlV2", "ApplyGradientDescent", "ApplyMomentum", "ApplyPowerSign", "ApplyProximalAdagrad", "ApplyRMSProp"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Dense_steps_equal_eager_ones(string name) => Check(name, isSparse: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_rows_equal_eager_ones(string name) => Check(name, isSparse: true);

    static void Check(string name, bool isSparse)
    {
        var (eager, compiled) = (Steps(name, isSparse, f => f), Steps(name, isSparse, f => Compiled.Of(f).Run));
        for (int i = 0; i < eager.Length; i++)
        {
            CompiledOpTableTests.Same(eager[i], compiled[i]);
        }
    }

    static Tensor[] Steps(string name, bool isSparse, Func<Action<Tensor, Tensor>, Action<Tensor, Tensor>> prepared)
    {
        var rule = UpdateRuleTable.Find(name, _ => true)!.Value.Rule;
        Variable[] state = [.. Enumerable.Range(0, rule.Slots + 1).Select(i => new Variable(Tensor.RandomUniform([5, 7], 0.5, 1, seed: i)))];
        var indices = Tensor.Constant([3, 1, 3]);
        var step = prepared((rate, gradient) =>
        {
            Tensor[] numbers = [.. Enumerable.Range(0, rule.Numbers).Select(i => rate / (i + 1.0))];
            rule.Apply(state, [.. numbers[..rule.GradientAt], gradient * 2, .. isSparse ? new[] { indices } : [], .. numbers[rule.GradientAt..]], isSparse);
        });
        var results = new List<Tensor>();
        for (int i = 0; i < 3; i++)
        {
            step(Tensor.Constant(0.5f / (i + 1)), Tensor.RandomNormal([isSparse ? 3 : 5, 7], seed: 10 + i));
            results.AddRange(state.Select(v => v.Value));
        }

        return [.. results];
    }
}
