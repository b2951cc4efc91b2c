using Nabla.Graphs;
using Xunit;

namespace Nabla.Tests.Graphs;

/// <summary>Each rule against its formula on plain numbers, in float64.</summary>
public sealed class UpdateRuleTests
{
    /// <summary>The formula of a rule: the variable and its slots, the gradient, the numbers in TensorFlow's order.</summary>
    public delegate void Reference(double[] s, double g, double[] n);

    static readonly Dictionary<string, (double[] Numbers, Reference Formula)> Rules = new()
    {
        ["ApplyGradientDescent"] = ([0.1], (s, g, n) => s[0] -= n[0] * g),
        ["ApplyMomentum"] = ([0.1, 0.9], (s, g, n) => s[0] -= n[0] * (s[1] = (n[1] * s[1]) + g)),
        ["ApplyMomentum nesterov"] = ([0.1, 0.9], (s, g, n) => s[0] -= n[0] * (g + (n[1] * (s[1] = (n[1] * s[1]) + g)))),
        ["ApplyKerasMomentum"] = ([0.1, 0.9], (s, g, n) => s[0] += s[1] = (n[1] * s[1]) - (n[0] * g)),
        ["ApplyKerasMomentum nesterov"] = ([0.1, 0.9], (s, g, n) => s[0] += (n[1] * (s[1] = (n[1] * s[1]) - (n[0] * g))) - (n[0] * g)),
        ["ApplyAdagrad"] = ([0.1], (s, g, n) => s[0] -= n[0] * g / Math.Sqrt(s[1] += g * g)),
        ["ApplyAdagradV2"] = ([0.1, 0.01], (s, g, n) => s[0] -= n[0] * g / (Math.Sqrt(s[1] += g * g) + n[1])),
        ["ApplyAdagradDA"] = ([0.1, 0.2, 0.3, 4], (s, g, n) =>
        {
            (s[1], s[2]) = (s[1] + g, s[2] + (g * g));
            s[0] = -n[0] * Shrunk(s[1], n[1] * n[3]) / ((n[2] * n[3] * n[0]) + Math.Sqrt(s[2]));
        }
        ),
        ["ApplyAdadelta"] = ([0.1, 0.9, 0.01], (s, g, n) =>
        {
            s[1] = (n[1] * s[1]) + ((1 - n[1]) * g * g);
            double u = Math.Sqrt(s[2] + n[2]) / Math.Sqrt(s[1] + n[2]) * g;
            s[0] -= n[0] * u;
            s[2] = (n[1] * s[2]) + ((1 - n[1]) * u * u);
        }
        ),
        ["ApplyProximalGradientDescent"] = ([0.1, 0.2, 0.3], (s, g, n) => s[0] = Shrunk(s[0] - (n[0] * g), n[0] * n[1]) / (1 + (n[0] * n[2]))),
        ["ApplyProximalAdagrad"] = ([0.1, 0.2, 0.3], (s, g, n) =>
        {
            double rate = n[0] / Math.Sqrt(s[1] += g * g);
            s[0] = Shrunk(s[0] - (rate * g), rate * n[1]) / (1 + (rate * n[2]));
        }
        ),
        ["ApplyRMSProp"] = ([0.1, 0.9, 0.8, 0.01], (s, g, n) =>
        {
            s[1] += (1 - n[1]) * ((g * g) - s[1]);
            s[0] -= s[2] = (n[2] * s[2]) + (n[0] * g / Math.Sqrt(s[1] + n[3]));
        }
        ),
        ["ApplyCenteredRMSProp"] = ([0.1, 0.9, 0.8, 9], (s, g, n) =>
        {
            s[1] += (1 - n[1]) * (g - s[1]);
            s[2] += (1 - n[1]) * ((g * g) - s[2]);
            s[0] -= s[3] = (n[2] * s[3]) + (n[0] * g / Math.Sqrt(s[2] - (s[1] * s[1]) + n[3]));
        }
        ),
        ["ApplyAdam"] = ([0.5, 0.6, 0.1, 0.9, 0.99, 0.01], (s, g, n) => Adam(s, g, n, m => m)),
        ["ApplyAdam nesterov"] = ([0.5, 0.6, 0.1, 0.9, 0.99, 0.01], (s, g, n) => Adam(s, g, n, m => (n[3] * m) + ((1 - n[3]) * g))),
        ["ApplyAdamWithAmsgrad"] = ([0.5, 0.6, 0.1, 0.9, 0.99, 0.01], (s, g, n) => Adam(s, g, n, m => m)),
        ["ApplyAdaMax"] = ([0.5, 0.1, 0.9, 0.99, 0.01], (s, g, n) =>
        {
            s[1] += (1 - n[2]) * (g - s[1]);
            s[2] = Math.Max(n[3] * s[2], Math.Abs(g));
            s[0] -= n[1] / (1 - n[0]) * s[1] / (s[2] + n[4]);
        }
        ),
        ["ApplyAddSign"] = ([0.1, 1.5, 0.7, 0.9], (s, g, n) =>
        {
            s[1] = (n[3] * s[1]) + ((1 - n[3]) * g);
            s[0] -= n[0] * (n[1] + (n[2] * Math.Sign(g) * Math.Sign(s[1]))) * g;
        }
        ),
        ["ApplyPowerSign"] = ([0.1, 1.5, 0.7, 0.9], (s, g, n) =>
        {
            s[1] = (n[3] * s[1]) + ((1 - n[3]) * g);
            s[0] -= n[0] * Math.Exp(n[1] * n[2] * Math.Sign(g) * Math.Sign(s[1])) * g;
        }
        ),
        ["ApplyFtrl"] = ([0.1, 0.2, 0.3, -0.6], (s, g, n) => Ftrl(s, g, g, n[0], n[1], n[2], n[3], multiplied: false)),
        ["ApplyFtrl multiplied"] = ([0.1, 0.2, 0.3, -0.6], (s, g, n) => Ftrl(s, g, g, n[0], n[1], n[2], n[3], multiplied: true)),
        ["ApplyFtrlV2"] = ([0.1, 0.2, 0.3, 0.4, -0.6], (s, g, n) => Ftrl(s, g, g + (2 * n[3] * s[0]), n[0], n[1], n[2], n[4], multiplied: false)),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dense_step_is_the_formula_on_each_element(string name)
    {
        var (rule, state, expected) = Start(name, 6);
        double[] gradient = [1, -2, 0.5, -0.25, 3, 0];
        for (int step = 0; step < 3; step++)
        {
            rule.Apply(state, Inputs(rule, name, Tensor.Constant(gradient).Reshape([3, 2])), isSparse: false);
            for (int i = 0; i < 6; i++)
            {
                Step(name, expected, i, gradient[i]);
            }
        }

        Same(expected, state);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_stepped_in_turn_and_others_stay(string name)
    {
        var (rule, state, expected) = Start(name, 6);
        double[] values = [1, -2, 0.5, -0.25, 3, 4];
        int[] indices = [2, 0, 2];
        rule.Apply(state, Inputs(rule, name, Tensor.Constant(values).Reshape([3, 2]), Tensor.Constant(indices)), isSparse: true);
        for (int i = 0; i < values.Length; i++)
        {
            Step(name, expected, (indices[i / 2] * 2) + (i % 2), values[i]);
        }

        Same(expected, state);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_one_index_are_added_first_where_that_is_asked(string name)
    {
        var (rule, state, expected) = Start(name, 6);
        var numbers = rule.Prepare([.. Rules[name].Numbers.Select(n => Tensor.Constant(n))]);
        rule.ApplyRows(state, Tensor.Constant([1.0, -2, 0.5, -0.25, 3, 4]).Reshape([3, 2]), Tensor.Constant([2L, 0, 2]), numbers, addsDuplicates: true);
        foreach (var (i, g) in new[] { (4, 4.0), (5, 2.0), (0, 0.5), (1, -0.25) })
        {
            Step(name, expected, i, g);
        }

        Same(expected, state);
    }

    [Fact]
    public void Every_name_of_the_table_has_its_formula_here() =>
        Assert.All(Rules.Keys, name => Assert.Equal(name.Split(' ')[0], UpdateRuleTable.Find("Resource" + name.Split(' ')[0], _ => false)!.Value.Rule.OpName));

    [Fact]
    public void An_accumulator_that_is_not_updated_stays()
    {
        Variable w = new(Tensor.Constant([1.0])), a = new(Tensor.Constant([4.0]));
        new AdagradRule(UpdatesSlots: false).Apply([w, a], [Tensor.Constant(0.1), Tensor.Constant([3.0])], isSparse: false);
        Assert.Equal([1 - (0.1 * 3 / 2)], w.ToArray<double>());
        Assert.Equal([4.0], a.ToArray<double>());
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_memory_is_touched()
    {
        var w = new Variable(Tensor.Zeros([3, 2]), name: "w");
        var rule = new GradientDescentRule();
        var rate = Tensor.Constant(1f);
        Assert.Contains("w", Assert.Throws<ShapeException>(() => rule.Apply([w], [rate, Tensor.Ones([2, 3])], false)).Message, StringComparison.Ordinal);
        Assert.Throws<ElementTypeException>(() => rule.Apply([w], [rate, Tensor.Ones([3, 2], ElementType.Float64)], false));
        Assert.Throws<ShapeException>(() => rule.Apply([w], [Tensor.Ones([2]), Tensor.Ones([3, 2])], false));
        Assert.Throws<ShapeException>(() => rule.Apply([w], [rate, Tensor.Ones([1, 3]), Tensor.Constant([0])], true));
        Assert.ThrowsAny<ArgumentException>(() => rule.Apply([w], [rate, Tensor.Ones([1, 2]), Tensor.Constant([3])], true));
        Assert.Throws<ArgumentException>(() => rule.Apply([w, w], [rate, Tensor.Ones([3, 2])], false));
        Assert.Throws<ArgumentException>(() => rule.Apply([w], [rate], false));
        Assert.Throws<ShapeException>(() => new MomentumRule(false).Apply([w, new Variable(Tensor.Zeros([2]))], [rate, Tensor.Ones([3, 2]), rate], false));
        Assert.Equal(0f, (float)w.Abs().Sum());
    }

    [Fact]
    public void No_rows_change_nothing()
    {
        var w = new Variable(Tensor.Ones([3, 2]));
        new GradientDescentRule().Apply([w], [Tensor.Constant(1f), Tensor.Zeros([0, 2]), Tensor.Zeros([0], ElementType.Int64)], true);
        Assert.Equal(6f, (float)w.Sum());
    }

    static (UpdateRule Rule, List<Variable> State, double[][] Expected) Start(string name, int size)
    {
        var rule = UpdateRuleTable.Find(name.Split(' ')[0], flag => flag == "update_slots" || (flag == "use_nesterov" && name.EndsWith("nesterov", StringComparison.Ordinal))
            || (flag == "multiply_linear_by_lr" && name.EndsWith("multiplied", StringComparison.Ordinal)))!.Value.Rule;
        double[][] start = [.. Enumerable.Range(0, rule.Slots + 1).Select(k => Enumerable.Range(0, size).Select(i => (k == 0 ? -1 : 0.2) + (0.4 * i)).ToArray())];
        return (rule, [.. start.Select(values => new Variable(Tensor.Constant(values).Reshape([3, 2])))], start);
    }

    static Tensor[] Inputs(UpdateRule rule, string name, params Tensor[] gradient)
    {
        Tensor[] numbers = [.. Rules[name].Numbers.Select(n => Tensor.Constant(n))];
        return [.. numbers[..rule.GradientAt], .. gradient, .. numbers[rule.GradientAt..]];
    }

    static void Step(string name, double[][] state, int i, double g)
    {
        double[] s = [.. state.Select(values => values[i])];
        Rules[name].Formula(s, g, Rules[name].Numbers);
        for (int k = 0; k < s.Length; k++)
        {
            state[k][i] = s[k];
        }
    }

    static void Same(double[][] expected, List<Variable> state)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], state[k].ToArray<double>(), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        }
    }

    static double Shrunk(double x, double by) => Math.Sign(x) * Math.Max(Math.Abs(x) - by, 0);

    static void Adam(double[] s, double g, double[] n, Func<double, double> step)
    {
        s[1] += (1 - n[3]) * (g - s[1]);
        s[2] += (1 - n[4]) * ((g * g) - s[2]);
        double v = s.Length == 4 ? s[3] = Math.Max(s[3], s[2]) : s[2];
        s[0] -= n[2] * Math.Sqrt(1 - n[1]) / (1 - n[0]) * step(s[1]) / (Math.Sqrt(v) + n[5]);
    }

    static void Ftrl(double[] s, double g, double h, double rate, double l1, double l2, double power, bool multiplied)
    {
        double before = Math.Pow(s[1], -power), after = Math.Pow(s[1] += g * g, -power);
        s[2] += multiplied ? (h * rate) - ((after - before) * s[0]) : h - ((after - before) / rate * s[0]);
        double threshold = multiplied ? l1 * rate : l1, size = multiplied ? after + (2 * l2 * rate) : (after / rate) + (2 * l2);
        s[0] = Math.Abs(s[2]) <= threshold ? 0 : ((Math.Sign(s[2]) * threshold) - s[2]) / size;
    }
}
