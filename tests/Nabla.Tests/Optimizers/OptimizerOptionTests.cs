using Nabla.Optimizers;
using Nabla.Schedules;
using Xunit;

namespace Nabla.Tests.Optimizers;

/// <summary>What all optimizers share.</summary>
public sealed class OptimizerOptionTests
{
    static Tensor Vector(params float[] values) => Tensor.Constant(values);

    [Theory]
    [InlineData("sgd", typeof(SGD))]
    [InlineData("rmsprop", typeof(RMSprop))]
    [InlineData("adamw", typeof(AdamW))]
    [InlineData("Adadelta", typeof(Adadelta))]
    public void A_name_makes_an_optimizer(string name, Type type) => Assert.IsType(type, (Optimizer)name);

    [Fact]
    public void The_rate_can_be_read_and_set()
    {
        var optimizer = new SGD(0.5);
        var w = new Variable(Vector(1));
        Assert.Equal(0.5f, (float)optimizer.LearningRate);
        optimizer.LearningRate = 0.25;
        optimizer.Apply([Vector(1)], [w]);
        Assert.Equal(0.75f, w.ToScalar<float>());
        Assert.Equal(["sgd/iteration", "sgd/learning_rate"], optimizer.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void A_schedule_gives_the_rate_of_each_step_and_is_not_overwritten_by_a_number()
    {
        var optimizer = new SGD(new PiecewiseConstantDecay([0], [1, 0.5]));
        var w = new Variable(Vector(10));
        optimizer.Apply([Vector(1)], [w]);
        optimizer.Apply([Vector(1)], [w]);
        Assert.Equal(8.5f, w.ToScalar<float>());
        Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 0.1);
        Assert.Equal(["sgd/iteration"], optimizer.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void Gradients_are_clipped_each_all_or_element_by_element()
    {
        Assert.Equal([-0.6f, -0.8f], Stepped(new SGD(1.0) { Clipnorm = 1 }, [3, 4]), Near);
        Assert.Equal([-1f, -1f], Stepped(new SGD(1.0) { Clipvalue = 1 }, [3, 4]));
        Assert.Equal([-1.5f, -2f], Stepped(new SGD(1.0) { GlobalClipnorm = 2.5 }, [3, 4]), Near);
        Assert.Throws<ArgumentException>(() => new SGD { Clipnorm = 1, Clipvalue = 1 });
    }

    [Fact]
    public void A_scaled_loss_gives_gradients_that_are_divided() => Assert.Equal([-0.5f, 1f], Stepped(new SGD(1.0) { LossScaleFactor = 2 }, [1, -2]));

    [Fact]
    public void Weights_decay_unless_excluded()
    {
        var optimizer = new SGD(0.5) { WeightDecay = 0.1 };
        Variable kernel = new(Vector(2), name: "dense/kernel"), bias = new(Vector(2), name: "dense/bias");
        optimizer.ExcludeFromWeightDecay(varNames: ["bias"]);
        optimizer.Apply([Vector(0), Vector(0)], [kernel, bias]);
        Assert.Equal((1.9f, 2f), (kernel.ToScalar<float>(), bias.ToScalar<float>()));
        Assert.Throws<InvalidOperationException>(() => optimizer.ExcludeFromWeightDecay(varNames: ["kernel"]));
    }

    [Fact]
    public void Accumulated_gradients_are_averaged_at_every_nth_step()
    {
        var optimizer = new SGD(1.0, 0.5) { GradientAccumulationSteps = 2 };
        var w = new Variable(Vector(0));
        var seen = new List<float>();
        foreach (float g in new[] { 1f, 3, 5, 7 })
        {
            optimizer.Apply([Vector(g)], [w]);
            seen.Add(w.ToScalar<float>());
        }

        Assert.Equal([0, -2, -2, -9], seen);
        Assert.Equal(2L, optimizer.Iterations.ToScalar<long>());
    }

    [Fact]
    public void Averages_follow_and_replace_the_variables_in_the_end()
    {
        var optimizer = new SGD(1.0) { UseEma = true, EmaMomentum = 0.5 };
        var w = new Variable(Vector(0));
        optimizer.Apply([Vector(-4)], [w]);
        optimizer.Apply([Vector(-4)], [w]);
        Assert.Equal(8f, w.ToScalar<float>());
        optimizer.FinalizeVariableValues();
        Assert.Equal(6f, w.ToScalar<float>());
    }

    [Fact]
    public void Constraints_hold_after_the_step()
    {
        var w = new Variable(Vector(1, -1)) { Constraint = x => x.Maximum(0) };
        new SGD(1.0).Apply([Vector(3, -3)], [w]);
        Assert.Equal([0f, 2], w.ToArray<float>());
    }

    [Fact]
    public void Rows_that_come_twice_add_and_their_squares_add()
    {
        var w = new Variable(Tensor.Zeros([3, 2]));
        var rows = new IndexedSlices(Tensor.Constant(new[,] { { 1f, 2 }, { 3, 4 } }), Tensor.Constant(new[] { 2, 2 }), w.Value);
        var optimizer = new Adagrad(1.0, 0);
        optimizer.Apply([rows], [w]);
        Assert.Equal([0f, 0, 0, 0, 10, 20], optimizer.Variables[^1].ToArray<float>());
        Assert.Equal([0f, 0, 0, 0, (float)(-4 / Math.Sqrt(10)), (float)(-6 / Math.Sqrt(20))], w.ToArray<float>(), Near);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adagrad")]
    [InlineData("rmsprop")]
    [InlineData("adamax")]
    public void Rows_give_the_bits_of_the_dense_gradient(string name)
    {
        Variable rows = new(Tensor.RandomNormal([9, 3], seed: 1)), dense = new(rows.Value);
        Optimizer a = name, b = name;
        for (int step = 0; step < 3; step++)
        {
            var values = Tensor.RandomNormal([2, 2, 3], seed: step);
            var slices = new IndexedSlices(values, Tensor.Constant(new[,] { { 7, -9 }, { 2, 4 + step } }), rows.Value);
            a.Apply([slices], [rows]);
            b.Apply([slices.ToDense()], [dense]);
            Assert.Equal(dense.ToArray<float>(), rows.ToArray<float>());
            Assert.All(a.Variables.Zip(b.Variables).Skip(1), pair => Assert.Equal(pair.Second.ToArray<float>(), pair.First.ToArray<float>()));
        }
    }

    [Fact]
    public void What_others_hold_of_a_variable_does_not_change()
    {
        var w = new Variable(Vector(1));
        var before = w.Value;
        var view = w + 0f;
        new SGD(1.0).Apply([Vector(1)], [w]);
        Assert.Equal((1f, 1f, 0f), (before.ToScalar<float>(), view.ToScalar<float>(), w.ToScalar<float>()));
    }

    [Fact]
    public void Minimize_takes_a_step_down_the_loss()
    {
        var w = new Variable(Vector(3));
        var optimizer = new SGD(0.25);
        Assert.Equal(9f, optimizer.Minimize(() => w.Square().Sum(), [w]).ToScalar<float>());
        Assert.Equal(1.5f, w.ToScalar<float>());
    }

    [Fact]
    public void Gradients_that_do_not_fit_are_refused()
    {
        var w = new Variable(Vector(1));
        Assert.Contains("no variable has a gradient", Assert.Throws<ArgumentException>(() => new SGD().Apply([null], [w])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SGD().Apply([], [w]));
        Assert.Throws<ShapeException>(() => new SGD().Apply([Vector(1, 2)], [w]));
        var optimizer = new SGD();
        optimizer.Apply([Vector(1)], [w]);
        Assert.Contains("is new", Assert.Throws<ArgumentException>(() => optimizer.Apply([Vector(1)], [new Variable(Vector(1), name: "other")])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(momentum: 1.5));
    }

    [Fact]
    public void An_optimizer_of_ones_own_needs_a_step_only()
    {
        var w = new Variable(Vector(1));
        new SignDescent().Apply([Vector(-7)], [w]);
        Assert.Equal(1.5f, w.ToScalar<float>());
    }

    static float[] Stepped(Optimizer optimizer, float[] gradient)
    {
        var w = new Variable(Tensor.Zeros([gradient.Length]));
        optimizer.Apply([Tensor.Constant(gradient)], [w]);
        return w.ToArray<float>();
    }

    static bool Near(float x, float y) => Math.Abs(x - y) < 1e-5;

    sealed class SignDescent() : Optimizer(0.5, "sign_descent")
    {
        protected override void Build(IReadOnlyList<Variable> variables)
        {
            // It keeps nothing.
        }

        protected override void Update(Variable variable, Gradient gradient, Tensor learningRate) => Set(variable, variable - (gradient.Value.Sign() * learningRate));
    }
}
