using System.CommandLine;
using Nabla.Cli;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe gets plain text, and lines as long as they are.
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    AnsiConsole.Profile.Width = 1000;
}

var root = new RootCommand(
    """
    Nabla: deep learning in pure C#.

    Examples:
      nabla train mnist                                    a network of two Dense layers learns to read digits
      nabla train mnist --model softmax --epochs 3         softmax regression
      nabla train mnist --optimizer adam --learning-rate 0.002 --seed 7
      nabla data mnist --show 5                            the first five digits, drawn in the terminal
      nabla inspect runs/model.ckpt-1000                   the variables of a checkpoint
    """)
{
    TrainCommand.Make(),
    EvaluateCommand.Make(),
    DataCommand.Make(),
    InspectCommand.Make(),
    PredictCommand.Make(),
};
return await Runner.Run(root, args);
