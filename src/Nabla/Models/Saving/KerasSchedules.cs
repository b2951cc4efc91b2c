using Nabla.Schedules;

namespace Nabla.Models.Saving;

/// <summary>Learning rate schedules as Keras serialises them.</summary>
static class KerasSchedules
{
    internal static readonly KerasTable<LearningRateSchedule> Table = new KerasTable<LearningRateSchedule>("learning rate schedule", "keras.optimizers.schedules")
        .Add(
            "ExponentialDecay",
            c => new ExponentialDecay(c.Double("initial_learning_rate"), c.Double("decay_steps"), c.Double("decay_rate"), c.Flag("staircase", false), c.Text("name", "ExponentialDecay")),
            (x, c) => (c["initial_learning_rate"], c["decay_steps"], c["decay_rate"], c["staircase"], c["name"]) = (x.InitialLearningRate, x.DecaySteps, x.DecayRate, x.Staircase, x.Name))
        .Add(
            "InverseTimeDecay",
            c => new InverseTimeDecay(c.Double("initial_learning_rate"), c.Double("decay_steps"), c.Double("decay_rate"), c.Flag("staircase", false), c.Text("name", "InverseTimeDecay")),
            (x, c) => (c["initial_learning_rate"], c["decay_steps"], c["decay_rate"], c["staircase"], c["name"]) = (x.InitialLearningRate, x.DecaySteps, x.DecayRate, x.Staircase, x.Name))
        .Add(
            "PiecewiseConstantDecay",
            c => new PiecewiseConstantDecay(c.Doubles("boundaries") ?? [], c.Doubles("values") ?? [], c.Text("name", "PiecewiseConstant")),
            (x, c) => (c["boundaries"], c["values"], c["name"]) = (KerasValues.Json(x.Boundaries), KerasValues.Json(x.Values), x.Name))
        .Add(
            "PolynomialDecay",
            c => new PolynomialDecay(c.Double("initial_learning_rate"), c.Double("decay_steps"), c.Double("end_learning_rate", 0.0001), c.Double("power", 1), c.Flag("cycle", false), c.Text("name", "PolynomialDecay")),
            (x, c) =>
            {
                (c["initial_learning_rate"], c["decay_steps"], c["end_learning_rate"]) = (x.InitialLearningRate, x.DecaySteps, x.EndLearningRate);
                (c["power"], c["cycle"], c["name"]) = (x.Power, x.Cycle, x.Name);
            })
        .Add(
            "CosineDecay",
            c => new CosineDecay(c.Double("initial_learning_rate"), c.Double("decay_steps"), c.Double("alpha", 0), c.Text("name", "CosineDecay"), c.DoubleOrNull("warmup_target"), c.Double("warmup_steps", 0)),
            (x, c) =>
            {
                (c["initial_learning_rate"], c["decay_steps"], c["alpha"]) = (x.InitialLearningRate, x.DecaySteps, x.Alpha);
                (c["name"], c["warmup_target"], c["warmup_steps"]) = (x.Name, x.WarmupTarget, x.WarmupSteps);
            })
        .Add(
            "CosineDecayRestarts",
            c => new CosineDecayRestarts(c.Double("initial_learning_rate"), c.Double("first_decay_steps"), c.Double("t_mul", 2), c.Double("m_mul", 1), c.Double("alpha", 0), c.Text("name", "SGDRDecay")),
            (x, c) =>
            {
                (c["initial_learning_rate"], c["first_decay_steps"], c["t_mul"]) = (x.InitialLearningRate, x.FirstDecaySteps, x.TMul);
                (c["m_mul"], c["alpha"], c["name"]) = (x.MMul, x.Alpha, x.Name);
            });
}
