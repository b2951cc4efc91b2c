namespace Nabla.Optimizers;

/// <summary>Keras's names of optimizers.</summary>
static class OptimizerTable
{
    internal static readonly NameTable<Optimizer> Rows = new NameTable<Optimizer>("optimizer")
        .Add(() => new SGD(), "sgd", "SGD")
        .Add(() => new RMSprop(), "rmsprop", "RMSprop")
        .Add(() => new Adam(), "adam", "Adam")
        .Add(() => new AdamW(), "adamw", "AdamW")
        .Add(() => new Adamax(), "adamax", "Adamax")
        .Add(() => new Nadam(), "nadam", "Nadam")
        .Add(() => new Adagrad(), "adagrad", "Adagrad")
        .Add(() => new Adadelta(), "adadelta", "Adadelta")
        .Add(() => new Ftrl(), "ftrl", "Ftrl")
        .Add(() => new Lion(), "lion", "Lion")
        .Add(() => new Lamb(), "lamb", "Lamb")
        .Add(() => new Adafactor(), "adafactor", "Adafactor")
        .Add(() => new Muon(), "muon", "Muon")
        .Add(() => new ScheduleFreeAdamW(), "schedulefreeadamw", "ScheduleFreeAdamW");
}
